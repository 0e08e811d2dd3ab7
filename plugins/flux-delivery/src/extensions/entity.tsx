import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { z } from 'zod/v4';
import { TAB_PATH } from '../routes';

/**
 * For every component, with annotations or without: objects in a cluster may claim it, and where nothing does, the tab says
 * what would.
 */
const FOR_COMPONENTS = { kind: 'component' };

/** No group: a tab of its own. Adopters may put it into one by `group` in the extension's config. */
export const deliveryPathContent = EntityContentBlueprint.make({
  name: 'delivery-path',
  params: {
    path: TAB_PATH,
    title: 'Delivery path',
    filter: FOR_COMPONENTS,
    loader: () =>
      import('../components/EntityFluxDeliveryContent').then(m => (
        <m.EntityFluxDeliveryContent />
      )),
  },
});

/** How much it tells is up to `size` in the extension's config. */
export const deliveryPathCard = EntityCardBlueprint.makeWithOverrides({
  name: 'delivery-path',
  configSchema: {
    size: z.enum(['small', 'medium', 'large']).default('medium'),
  },
  factory: (originalFactory, { config: { size } }) =>
    originalFactory({
      type: 'info',
      filter: FOR_COMPONENTS,
      loader: () =>
        import('../components/EntityFluxDeliveryCard').then(m => (
          <m.EntityFluxDeliveryCard size={size} />
        )),
    }),
});
