import { makeStyles } from '@material-ui/core/styles';
import type {
  FleetDto,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import type { Polled } from '../../hooks/Poller';
import type { useFleetRows } from '../../hooks/useFleetRows';
import { EmptyFleet } from './EmptyFleet';
import type { EmptyBecause } from './EmptyFleet';
import { FleetNotices } from './FleetNotices';
import { FleetProblem } from './FleetProblem';
import { FleetSkeleton } from './FleetSkeleton';
import { FleetTable } from './FleetTable';
import { RootCauses } from './RootCauses';

const useStyles = makeStyles(
  {
    /** What is not known to hold now is not shown in green. */
    stale: { filter: 'grayscale(1)' },
  },
  { name: 'FluxDeliveryServicesView' },
);

/** The services that a filter leaves: root causes first, then all of them, worst first. */
export function ServicesView({
  list,
  total,
  because,
  onClear,
}: {
  list: ReturnType<typeof useFleetRows>;
  /** How many there are without the filter. */
  total: number | undefined;
  because: EmptyBecause;
  onClear: () => void;
}) {
  const classes = useStyles();
  const { state, rows, more, onSeen, retry, refresh } = list;
  switch (state.type) {
    case 'loading':
      return <FleetSkeleton />;
    case 'error':
      return <FleetProblem error={state.error} onRetry={refresh} />;
    case 'forbidden':
    case 'notFound':
      return <FleetProblem onRetry={refresh} />;
    default:
  }
  const { value: fleet, stale } = state;
  return (
    <>
      <FleetNotices
        known={fleet}
        services={total ?? fleet.total}
        stale={stale}
      />
      <div className={stale && classes.stale}>
        {fleet.total > 0 ? (
          <>
            <RootCauses
              causes={fleet.rootCauses}
              total={fleet.rootCausesTotal}
            />
            <FleetTable
              rows={rows}
              total={fleet.total}
              more={more}
              onSeen={onSeen}
              onRetry={retry}
            />
          </>
        ) : (
          (fleet.complete || because === 'filter') && (
            <EmptyFleet
              because={because}
              total={total ?? 0}
              onClear={onClear}
            />
          )
        )}
      </div>
    </>
  );
}

/** What a list that is there tells beside its services. */
export function valueOf(state: Polled<FleetDto>): FleetDto | undefined {
  return state.type === 'ready' ? state.value : undefined;
}

/** Why a list without services is empty. */
export function emptyBecause(
  filter: FleetFilter,
  {
    isMine,
    isBase,
    total,
  }: {
    isMine: boolean;
    isBase: boolean;
    total: number | undefined;
  },
): EmptyBecause {
  const others = { ...filter, owners: undefined };
  const isFiltered = Object.values(others).some(each => each !== undefined);
  if (isMine && !isFiltered) {
    return 'mine';
  }
  if (total === 0 || (!isFiltered && !filter.owners)) {
    return isBase ? 'here' : 'nothing';
  }
  return 'filter';
}
