import { makeStyles } from '@material-ui/core/styles';
import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { useTicking } from '../../hooks/useClock';
import { expectedBy, verdictOf } from '../../model/fleetRow';
import { formatAge, formatClock, formatExact } from '../../model/formatAge';
import { verdictAppearance } from '../../model/statusAppearance';
import { inkOf, quietInk } from '../../model/toneColors';
import type { Translate } from '../../translation';
import { Glyph } from '../Glyph';

const useStyles = makeStyles(
  theme => ({
    word: { fontWeight: 700 },
    ...inkOf(theme),
    small: { color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliveryStateWords' },
);

/** The state of a service in words, with its glyph: `✕ diverged at reconcile on prod-eu, 1 of 4 targets for 14 min`. */
export function StateWords({ row, t }: { row: FleetRow; t: Translate }) {
  const { state, headline, since } = row;
  const appearance = verdictAppearance(verdictOf(state));
  const classes = useStyles();
  const isOk = state === 'ok';
  return (
    <>
      <Glyph appearance={appearance} />{' '}
      <span
        className={isOk ? '' : `${classes.word} ${classes[appearance.tone]}`}
      >
        {t(`verdict.${verdictOf(state)}`)}
      </span>
      {isOk ? ' · ' : ' '}
      {headline}{' '}
      <Expected by={expectedBy(row)} className={classes.small} t={t} />
      {since && (
        <span className={classes.small} title={formatExact(since, t)}>
          <ForAge since={since} t={t} />
        </span>
      )}
    </>
  );
}

function ForAge({ since, t }: { since: string; t: Translate }) {
  const text = useTicking(now => {
    const age = formatAge(since, now, t);
    return age && t('fleet.table.forAge', { age });
  });
  return <>{text}</>;
}

function Expected({
  by,
  className,
  t,
}: {
  by?: string;
  className: string;
  t: Translate;
}) {
  const text = useTicking(now =>
    by
      ? t('fleet.table.expectedBy', { time: formatClock(by, now) })
      : undefined,
  );
  return text ? <span className={className}>{text}</span> : null;
}
