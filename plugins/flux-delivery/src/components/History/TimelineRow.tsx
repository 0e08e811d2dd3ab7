import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ComparableDelivery,
  DeliveryDto,
  DeliveryKind,
} from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import {
  changeText,
  deliveryPlace,
  deliveryTitle,
  shortName,
} from '../../model/deliveryText';
import { linkToDelivery } from '../../hooks/useOpenDelivery';
import { formatExact } from '../../model/formatAge';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CopyTextButton } from '../CopyTextButton';
import { PlainButton } from '../PlainButton';
import { DeliveryDetails } from './DeliveryDetails';
import { useTimelineStyles } from './useTimelineStyles';
import { Waterfall } from './Waterfall';
import { Who } from './Who';

/** These say more than that something was delivered. */
const TOLD_KINDS: readonly DeliveryKind[] = [
  'rollback',
  'remediation',
  'configOnly',
  'restart',
  'outOfBand',
  'driftCorrection',
  'noChange',
  'baseline',
];
const MARKED: readonly DeliveryKind[] = ['outOfBand', 'remediation'];

/** One delivery: when, where, what, who, what changed, how it went; the rest on demand. */
export function TimelineRow({
  delivery,
  isChosen,
  onCompare,
  onCompareWith,
  onShowThen,
}: {
  delivery: DeliveryDto;
  isChosen: boolean;
  onCompare: () => void;
  onCompareWith: (other: ComparableDelivery) => void;
  onShowThen: (at: string) => void;
}) {
  const classes = useTimelineStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { kind, startedAt, previous } = delivery;
  const clock = clockOf(startedAt);
  const place = deliveryPlace(delivery);
  if (kind === 'gap') {
    return <GapRow delivery={delivery} />;
  }
  const title = deliveryTitle(delivery);
  const short = shortName(delivery);
  const named = { what: title, where: place, when: clock };
  return (
    <div role="row" className={classes.row}>
      <div role="cell" className={`${classes.cell} ${classes.when}`}>
        <time dateTime={startedAt} title={formatExact(startedAt, t)}>
          {clock}
        </time>
      </div>
      <div role="cell" className={classes.cell}>
        {place}
      </div>
      <div role="cell" className={classes.cell}>
        {previous && deliveryTitle(previous) !== title && (
          <span className={classes.quiet}>{deliveryTitle(previous)} → </span>
        )}
        <span className={classes.title}>{title}</span>{' '}
        {short && <span className={classes.id}>{short}</span>}{' '}
        {TOLD_KINDS.includes(kind) && (
          <span
            className={`${classes.kind} ${
              MARKED.includes(kind) ? classes.marked : ''
            }`}
          >
            {t(`kind.${kind}`)}
          </span>
        )}
      </div>
      <div role="cell" className={classes.cell}>
        <Who delivery={delivery} />
      </div>
      <div role="cell" className={classes.cell}>
        {changeText(delivery, t)}
      </div>
      <div role="cell" className={classes.cell}>
        <Waterfall delivery={delivery} />
      </div>
      <div role="cell" className={classes.actions}>
        <PlainButton
          aria-expanded={isOpen}
          aria-label={t('history.details', named)}
          onClick={() => setOpen(!isOpen)}
        >
          {t('history.detailsShort')}
        </PlainButton>
        <PlainButton
          aria-pressed={isChosen}
          aria-label={t('compare.selectName', named)}
          onClick={onCompare}
        >
          {t('compare.select')}
        </PlainButton>
      </div>
      {isOpen && (
        <div role="cell" className={classes.details}>
          <DeliveryDetails
            delivery={delivery}
            onCompare={previous && (() => onCompareWith(previous))}
            onShowThen={onShowThen}
          >
            <CopyTextButton
              label={t('delivery.copyLink')}
              text={linkToDelivery(delivery.id)}
            />
          </DeliveryDetails>
        </div>
      )}
    </div>
  );
}

function GapRow({ delivery }: { delivery: DeliveryDto }) {
  const classes = useTimelineStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { startedAt, finishedAt, detail } = delivery;
  return (
    <div role="row" className={`${classes.row} ${classes.gap}`}>
      <div role="cell" className={`${classes.cell} ${classes.when}`}>
        <time dateTime={startedAt} title={formatExact(startedAt, t)}>
          {clockOf(startedAt)}
          {finishedAt && `–${clockOf(finishedAt)}`}
        </time>
      </div>
      <div role="cell" className={classes.cell}>
        {deliveryPlace(delivery)}
      </div>
      <div role="cell" className={`${classes.cell} ${classes.wide}`}>
        <span className={classes.quiet}>
          {t('kind.gap')}
          {detail && `: ${detail}`}
        </span>
      </div>
    </div>
  );
}

/** The day is told above the row. */
function clockOf(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  });
}
