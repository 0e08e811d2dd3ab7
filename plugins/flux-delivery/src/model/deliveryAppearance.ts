import type {
  DeliveryKind,
  DeliveryOutcome,
} from 'backstage-plugin-flux-delivery-common';
import type { StatusAppearance } from './statusAppearance';

const OUTCOMES: Record<DeliveryOutcome, StatusAppearance> = {
  succeeded: { glyph: '✓', tone: 'good', loud: false },
  inProgress: { glyph: '◔', tone: 'running', loud: false },
  failed: { glyph: '✕', tone: 'bad', loud: false },
  superseded: { glyph: '»', tone: 'quiet', loud: false },
  unknown: { glyph: '?', tone: 'unknown', loud: false },
};

const NOT_SEEN: StatusAppearance = { glyph: '?', tone: 'unknown', loud: false };
const PAST_FLUX: StatusAppearance = { glyph: '!', tone: 'held', loud: false };
const NO_DEPLOYMENT: StatusAppearance = {
  glyph: '·',
  tone: 'quiet',
  loud: false,
};

/** The sign of a delivery. What is no deployment has neither success nor failure. */
export function deliveryAppearance({
  kind,
  outcome,
}: {
  kind: DeliveryKind;
  outcome: DeliveryOutcome;
}): StatusAppearance {
  switch (kind) {
    case 'gap':
      return NOT_SEEN;
    case 'outOfBand':
      return PAST_FLUX;
    case 'baseline':
    case 'noChange':
    case 'driftCorrection':
      return outcome === 'failed' ? OUTCOMES.failed : NO_DEPLOYMENT;
    default:
      return OUTCOMES[outcome];
  }
}
