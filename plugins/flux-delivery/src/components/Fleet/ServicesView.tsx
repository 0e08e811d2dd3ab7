import type {
  FleetDto,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import type { Polled } from '../../hooks/Poller';
import type { useFleetRows } from '../../hooks/useFleetRows';
import { EmptyFleet } from './EmptyFleet';
import type { EmptyBecause } from './EmptyFleet';
import { FleetAnswer } from './FleetAnswer';
import { FleetTable } from './FleetTable';
import { RootCauses } from './RootCauses';

/** The services that a filter leaves: root causes first, then all of them, worst first. */
export function ServicesView({
  list: { state, rows, more, onSeen, retry, refresh },
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
  return (
    <FleetAnswer
      state={state}
      services={fleet => total ?? fleet.total}
      onRetry={refresh}
    >
      {fleet =>
        fleet.total > 0 ? (
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
        )
      }
    </FleetAnswer>
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
