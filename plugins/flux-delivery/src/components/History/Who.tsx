import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryDto } from 'backstage-plugin-flux-delivery-common';
import { actorName, trustText } from '../../model/deliveryText';
import { fluxDeliveryTranslationRef } from '../../translation';
import { ExternalLink } from '../ExternalLink';
import { useTimelineStyles } from './useTimelineStyles';

/** Who did it, with what right that is said, and by which pipeline. Nobody is made up: unknown is said so. */
export function Who({ delivery }: { delivery: DeliveryDto }) {
  const classes = useTimelineStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { actor, promotion } = delivery;
  const pipeline = promotion?.pipeline;
  const isKnown = actor.trust !== 'unknown' && actor.name !== '';
  return (
    <>
      {isKnown ? (
        <>
          <span title={actor.name}>{actorName(actor.name)}</span>{' '}
          <span
            className={classes.small}
            title={t(`trustMeaning.${actor.trust}`)}
          >
            ({trustText(delivery, t)})
          </span>
        </>
      ) : (
        <span className={classes.quiet} title={t('trustMeaning.unknown')}>
          {t('history.notRecorded')}
        </span>
      )}
      {pipeline && (
        <>
          {' '}
          {t('history.by')}{' '}
          {pipeline.url ? (
            <ExternalLink
              title={t('history.pipeline', { id: pipeline.id })}
              url={pipeline.url}
            />
          ) : (
            t('history.pipeline', { id: pipeline.id })
          )}
        </>
      )}
    </>
  );
}
