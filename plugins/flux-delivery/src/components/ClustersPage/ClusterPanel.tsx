import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ClusterStatusDto,
  KindStatusDto,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import {
  NOTICE,
  compareVerdicts,
  verdictAppearance,
} from '../../model/statusAppearance';
import { formatClock } from '../../model/formatAge';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { useTicking } from '../../hooks/useClock';
import { Disclosure } from '../Disclosure';
import { Glyph } from '../Glyph';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    panel: {
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
      overflowX: 'auto',
    },
    short: { whiteSpace: 'nowrap' },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    said: { marginTop: theme.spacing(0.5), maxWidth: 960 },
    more: { marginTop: theme.spacing(1) },
    quiet: { color: quietInk(theme), fontSize: 12 },
    table: {
      width: '100%',
      marginTop: theme.spacing(1),
      borderCollapse: 'collapse',
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
      '& th': {
        textAlign: 'left',
        fontSize: 12,
        color: quietInk(theme),
        whiteSpace: 'nowrap',
      },
      '& th, & td': {
        padding: theme.spacing(0.5, 1.5, 0.5, 0),
        verticalAlign: 'top',
        borderBottom: `1px solid ${theme.palette.divider}`,
      },
    },
  }),
  { name: 'FluxDeliveryClusterPanel' },
);

/** A kind that is absent is a fact, not a fault; one that is forbidden is not known. */
const KIND_VERDICT: Record<KindStatusDto['state'], Verdict> = {
  synced: 'ok',
  notSynced: 'inProgress',
  forbidden: 'unknown',
  absent: 'notObserved',
  unreachable: 'unknown',
  needsUserSession: 'unknown',
};

export function ClusterPanel({ cluster }: { cluster: ClusterStatusDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const state = t(`clusters.state.${cluster.state}`);
  const stateText = useTicking(now =>
    cluster.state === 'unreachable' && cluster.since
      ? t('clusters.since', { state, time: formatClock(cluster.since, now) })
      : state,
  );
  const facts = [
    stateText,
    t('clusters.total', { count: cluster.objects }),
    t('clusters.auth', { provider: cluster.authProvider }),
  ];
  const told = kindsToTell(cluster);
  const calm = told.filter(isCalm);
  // In sync with what it lets us read is not in sync with all of it.
  const appearance =
    cluster.state === 'synced' && calm.length < told.length
      ? NOTICE
      : verdictAppearance(KIND_VERDICT[cluster.state]);
  return (
    <Paper
      variant="outlined"
      className={classes.panel}
      component="section"
      aria-label={cluster.name}
    >
      <h3 className={classes.title}>
        <Glyph appearance={appearance} />{' '}
        <span title={cluster.title}>{cluster.name}</span>
      </h3>
      <div className={classes.quiet}>
        {facts.join(' · ')}
        {cluster.asOf && (
          <>
            {' · '}
            <Ago at={cluster.asOf} />
          </>
        )}
      </div>
      {cluster.lastError && (
        <div className={classes.said}>{cluster.lastError}</div>
      )}
      {cluster.advice && (
        <div className={classes.said}>
          <strong>{t('clusters.whatToDo')}</strong> {cluster.advice}
        </div>
      )}
      <KindTable kinds={told.filter(kind => !isCalm(kind))} />
      {calm.length > 0 && (
        <div className={classes.more}>
          <Disclosure label={t('clusters.calm', { count: calm.length })}>
            <KindTable kinds={calm} />
          </Disclosure>
        </div>
      )}
    </Paper>
  );
}

/** Nothing to do: read, or known to be absent. */
function isCalm({ state }: KindStatusDto): boolean {
  return state === 'synced' || state === 'absent';
}

/** Where the whole cluster is in trouble, only those kinds whose trouble is another. Trouble first. */
function kindsToTell({ state, kinds }: ClusterStatusDto): KindStatusDto[] {
  const told =
    state === 'synced' ? kinds : kinds.filter(kind => kind.state !== state);
  return [...told].sort((a, b) =>
    compareVerdicts(KIND_VERDICT[a.state], KIND_VERDICT[b.state]),
  );
}

function KindTable({ kinds }: { kinds: KindStatusDto[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (kinds.length === 0) {
    return null;
  }
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('clusters.kind')}</th>
          <th scope="col">{t('clusters.kindState')}</th>
          <th scope="col">{t('clusters.objects')}</th>
          <th scope="col">{t('clusters.asOf')}</th>
          <th scope="col">{t('clusters.advice')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(kind => (
          <tr key={`${kind.group}/${kind.kind}`}>
            <td title={kind.group}>{kind.kind}</td>
            <td className={classes.short}>
              <Glyph appearance={verdictAppearance(KIND_VERDICT[kind.state])} />{' '}
              {t(`clusters.kindStates.${kind.state}`)}
            </td>
            <td>{kind.objects}</td>
            <td className={classes.short}>
              {kind.asOf && <Ago at={kind.asOf} />}
            </td>
            <td>
              {[kind.lastError, kind.advice].map(
                text => text && <div key={text}>{text}</div>,
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
