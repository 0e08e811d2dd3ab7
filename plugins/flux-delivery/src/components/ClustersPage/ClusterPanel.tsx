import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ClusterStatusDto,
  KindStatusDto,
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
import { KIND_VERDICT, KindTable } from './KindTable';

const useStyles = makeStyles(
  theme => ({
    panel: {
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
    },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    said: { marginTop: theme.spacing(0.5), maxWidth: 960 },
    more: { marginTop: theme.spacing(1) },
    quiet: { color: quietInk(theme), fontSize: 12 },
  }),
  { name: 'FluxDeliveryClusterPanel' },
);

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
