import { mockApis } from '@backstage/test-utils';
import { fluxDeliveryTranslationRef } from '../translation';
import type { Translate } from '../translation';

const snapshot = mockApis
  .translation()
  .getTranslation(fluxDeliveryTranslationRef);
if (!snapshot.ready) {
  throw new Error('The default messages are not ready');
}

/** The plugin's own English, for tests of functions that phrase something. */
export const translate: Translate = snapshot.t;
