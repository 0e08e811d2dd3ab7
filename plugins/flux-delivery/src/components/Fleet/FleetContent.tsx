import { makeStyles } from '@material-ui/core/styles';
import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';
import { useMemo, useRef } from 'react';
import { useFleetFrame } from '../../hooks/useFleetFrame';
import { useFleetRows } from '../../hooks/useFleetRows';
import { useFleetView } from '../../hooks/useFleetView';
import { useMyRefs } from '../../hooks/useMyRefs';
import { useResolvedFilter } from '../../hooks/useResolvedFilter';
import { firstContacts } from '../../model/firstContacts';
import { MINE, isUnfiltered, withValues } from '../../model/fleetUrl';
import { OwnersContext } from '../OwnersContext';
import { QuestionsView } from '../Questions/QuestionsView';
import { SuspensionsView } from '../Suspensions/SuspensionsView';
import { EmptyFleet } from './EmptyFleet';
import { FilterBar } from './FilterBar';
import type { FilterDimension } from './FilterBar';
import { FleetActions } from './FleetActions';
import { FleetFreshness } from './FleetFreshness';
import { ScopeTabs } from './ScopeTabs';
import { ServicesView, emptyBecause, valueOf } from './ServicesView';

const OF_SERVICES: FilterDimension[] = [
  'owners',
  'systems',
  'environments',
  'clusters',
  'segments',
  'classes',
];
const OF_SUSPENSIONS: FilterDimension[] = OF_SERVICES.slice(0, 4);
const ALL: FleetFilter = {};

const useStyles = makeStyles(
  theme => ({
    root: { fontSize: 14, fontVariantNumeric: 'tabular-nums' },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      alignItems: 'center',
      justifyContent: 'space-between',
      marginBottom: theme.spacing(1.5),
    },
  }),
  { name: 'FluxDeliveryFleet' },
);

/**
 * Delivery of many services: of all that the reader may see, or of what a page is about. What is shown is in the address.
 */
export function FleetContent({
  base,
}: {
  /** What the page is about: one may filter within it. Must be stable. */
  base?: FleetFilter;
}) {
  const classes = useStyles();
  const { view, change, searchOf } = useFleetView();
  const { filter, section } = view;
  const mine = useMyRefs();
  const resolved = useResolvedFilter(filter, mine, base);
  const asked = typeof resolved === 'string' ? undefined : resolved;
  const isServices = section === 'services';
  const isWhole = isServices && isUnfiltered(filter);

  const list = useFleetRows(isServices ? asked : undefined);
  const frame = useFleetFrame(isWhole ? undefined : base ?? ALL);
  const fleet = valueOf(list.state);
  const isRefused = [list.state, frame].some(
    ({ type }) => type === 'forbidden' || type === 'notFound',
  );
  // What was known stays until the next answer, so that the page does not jump with each choice; where that is a refusal, it goes.
  const last = useRef(fleet);
  last.current = isRefused ? undefined : fleet ?? last.current;
  const whole = isWhole ? fleet : valueOf(frame);
  const facets = (fleet ?? whole ?? last.current)?.facets;
  const named = useMemo(() => firstContacts(fleet?.owners), [fleet?.owners]);
  const clear = () => change({ section, filter: {} });
  const isMine = filter.owners?.length === 1 && filter.owners[0] === MINE;

  return (
    <OwnersContext.Provider value={named}>
      <div className={classes.root}>
        {!base && (
          <div className={classes.bar}>
            <ScopeTabs
              chosen={filter.owners ?? []}
              mine={mine}
              total={whole?.total}
              owners={facets?.owners}
              linkTo={owners =>
                searchOf({
                  section,
                  filter: withValues(filter, 'owners', owners),
                })
              }
            />
            <FleetFreshness state={list.state} />
          </div>
        )}
        <FleetActions view={view} searchOf={searchOf} />
        {base && <FleetFreshness state={list.state} />}
        {facets && (
          <FilterBar
            filter={filter}
            dimensions={(isServices ? OF_SERVICES : OF_SUSPENSIONS).filter(
              each => !base?.[each],
            )}
            fleet={{
              facets,
              counts: isServices ? (fleet ?? last.current)?.counts : undefined,
            }}
            onChange={(next, options) =>
              change({ section, filter: next }, options)
            }
            onClear={clear}
          />
        )}
        {resolved === 'nobody' && (
          <EmptyFleet because="mine" total={0} onClear={clear} />
        )}
        {resolved !== 'nobody' && isServices && (
          <ServicesView
            list={list}
            total={whole?.total}
            because={emptyBecause(filter, {
              isMine,
              isBase: base !== undefined,
              total: whole?.total,
            })}
            onClear={clear}
          />
        )}
        {resolved !== 'nobody' && section === 'questions' && (
          <QuestionsView filter={asked} />
        )}
        {resolved !== 'nobody' && section === 'suspensions' && (
          <SuspensionsView filter={asked} />
        )}
      </div>
    </OwnersContext.Provider>
  );
}
