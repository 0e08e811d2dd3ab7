import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { PathAtDto } from 'backstage-plugin-flux-delivery-common';
import { useClock } from '../../hooks/useClock';
import { formatClock, formatExact } from '../../model/formatAge';
import { readableTimes } from '../../model/readableTimes';
import { fluxDeliveryTranslationRef } from '../../translation';
import { MessagePanel } from '../MessagePanel';
import { StateGrid } from './StateGrid';

/** The path as it stood, under a banner that says so, and says what was not known. */
export function PathAtView({ path }: { path: PathAtDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { now } = useClock();
  const { at, notKnown, knownSince, environments, store } = path;
  const untold = [
    ...notKnown,
    ...environments.flatMap(({ name, targets }) =>
      targets.flatMap(target =>
        target.notKnown.map(text => `${name} · ${target.cluster}: ${text}`),
      ),
    ),
  ];
  return (
    <>
      <MessagePanel title={t('then.title', { time: formatClock(at, now()) })}>
        <div>
          {t('then.banner')} {formatExact(at, t)}
        </div>
        {untold.length > 0 ? (
          <>
            <div>{t('then.notKnown')}</div>
            <ul>
              {untold.map(text => (
                <li key={text}>{readableTimes(text, now())}</li>
              ))}
            </ul>
          </>
        ) : (
          environments.length > 0 && <div>{t('then.allKnown')}</div>
        )}
        {knownSince && (
          <div>{t('then.since', { time: formatClock(knownSince, now()) })}</div>
        )}
      </MessagePanel>
      {store === 'liveOnly' && (
        <MessagePanel title={t('history.liveOnlyTitle')}>
          {t('history.liveOnlyText')}
        </MessagePanel>
      )}
      {environments.length === 0 ? (
        <MessagePanel verdict="unknown" title={t('then.empty')}>
          {t('then.emptyText')}
        </MessagePanel>
      ) : (
        <StateGrid path={path} />
      )}
    </>
  );
}
