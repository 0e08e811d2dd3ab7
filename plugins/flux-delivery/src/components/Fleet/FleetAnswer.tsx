import { makeStyles } from '@material-ui/core/styles';
import type { FleetCompleteness } from 'backstage-plugin-flux-delivery-common';
import type { ReactNode } from 'react';
import type { Polled } from '../../hooks/Poller';
import type { Refreshed } from '../../hooks/Refresher';
import { FleetFreshness } from './FleetFreshness';
import { FleetNotices } from './FleetNotices';
import { FleetProblem } from './FleetProblem';
import { FleetSkeleton } from './FleetSkeleton';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0.5, 2),
    },
    told: { margin: theme.spacing(0, 0, 1.25) },
    /** What is not known to hold now is not shown in green. */
    stale: { filter: 'grayscale(1)' },
  }),
  { name: 'FluxDeliveryFleetAnswer' },
);

/** An answer about many services in whichever state it is: loading, failed, forbidden, or there with what it cannot speak for. */
export function FleetAnswer<T extends FleetCompleteness>({
  state,
  onRetry,
  loading,
  failed,
  told,
  services,
  children,
}: {
  state: Polled<T> | Refreshed<T>;
  onRetry: () => void;
  /** Said while it loads, and where it failed; of services unless told otherwise. */
  loading?: string;
  failed?: string;
  /** In a few words what came, beside how fresh it is; without it that is told elsewhere on the page. */
  told?: (value: T) => ReactNode;
  /** How many services are known so far, where that is known. */
  services?: (value: T) => number;
  children: (value: T) => ReactNode;
}) {
  const classes = useStyles();
  switch (state.type) {
    case 'loading':
      return <FleetSkeleton label={loading} />;
    case 'error':
      return (
        <FleetProblem error={state.error} title={failed} onRetry={onRetry} />
      );
    case 'forbidden':
    case 'notFound':
      return <FleetProblem onRetry={onRetry} />;
    default:
  }
  const { value, stale } = state;
  return (
    <>
      {told && (
        <div className={classes.head}>
          <p role="status" className={classes.told}>
            {told(value)}
          </p>
          <FleetFreshness state={state} />
        </div>
      )}
      <FleetNotices known={value} services={services?.(value)} stale={stale} />
      <div className={stale && classes.stale}>{children(value)}</div>
    </>
  );
}
