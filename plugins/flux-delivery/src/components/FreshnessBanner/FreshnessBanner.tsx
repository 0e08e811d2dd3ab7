import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ClusterFreshnessDto } from 'backstage-plugin-flux-delivery-common';
import { useTicking } from '../../hooks/useClock';
import { formatClock } from '../../model/formatAge';
import { summarizeFreshness } from '../../model/freshness';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

const TOLD_BY_NAME = 3;

const useStyles = makeStyles(
  theme => ({
    line: {
      margin: theme.spacing(0, 0, 1.25),
      fontSize: 12,
      color: quietInk(theme),
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
      [theme.breakpoints.down('xs')]: { textAlign: 'left' },
    },
    dot: {
      display: 'inline-block',
      width: 8,
      height: 8,
      marginRight: theme.spacing(0.75),
      borderRadius: '50%',
      border: `1px solid ${toneColors(theme, 'good').ink}`,
    },
    live: { backgroundColor: toneColors(theme, 'good').ink },
    stale: {
      borderColor: toneColors(theme, 'held').ink,
      borderStyle: 'dashed',
    },
    troubled: { textDecoration: 'underline dotted' },
  }),
  { name: 'FluxDeliveryFreshness' },
);

/** How fresh the page is, and which clusters it cannot speak for. */
export function FreshnessBanner({
  clusters,
  mode,
  isShort = false,
  tellsTroubledOnly = false,
}: {
  clusters: ClusterFreshnessDto[];
  mode: 'live' | 'polling' | 'stale';
  /** Where the troubled clusters are told elsewhere on the page. */
  isShort?: boolean;
  /** Where the list is of clusters out of sync alone: how many there are in all is not known. */
  tellsTroubledOnly?: boolean;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { total, synced, troubled } = summarizeFreshness(clusters);
  const named = isShort ? [] : troubled.slice(0, TOLD_BY_NAME);
  const dot = { live: classes.live, polling: '', stale: classes.stale }[mode];
  return (
    <p className={classes.line}>
      <span aria-hidden="true" className={`${classes.dot} ${dot}`} />
      {t(`freshness.${mode}`)}
      {!tellsTroubledOnly &&
        (!isShort || troubled.length === 0) &&
        ` · ${t('freshness.sync', {
          synced: String(synced),
          total: String(total),
        })}`}
      {named.map(cluster => (
        <span key={cluster.name}>
          {' · '}
          <span
            className={classes.troubled}
            title={[cluster.title, cluster.lastError]
              .filter(Boolean)
              .join(': ')}
          >
            <ClusterTrouble cluster={cluster} />
          </span>
        </span>
      ))}
      {!isShort &&
        troubled.length > TOLD_BY_NAME &&
        ` · ${t('freshness.more', {
          n: String(troubled.length - TOLD_BY_NAME),
        })}`}
    </p>
  );
}

/** What is wrong with one cluster, in a few words. */
export function ClusterTrouble({ cluster }: { cluster: ClusterFreshnessDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { state, since } = cluster;
  const text = useTicking(now => {
    if (state === 'notSynced' || state === 'needsUserSession') {
      return t(`freshness.${state}`, { cluster: cluster.name });
    }
    return since
      ? t('freshness.unreachable', {
          cluster: cluster.name,
          time: formatClock(since, now),
        })
      : t('freshness.unreachableNoTime', { cluster: cluster.name });
  });
  return <>{text}</>;
}
