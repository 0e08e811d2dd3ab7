import { makeStyles } from '@material-ui/core/styles';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import {
  MANY_TARGETS,
  countTargets,
  layoutPath,
  rowVerdict,
} from '../../model/pathLayout';
import type { PathFilter } from '../../model/pathLayout';
import { countVerdicts } from '../../model/statusAppearance';
import { ContractErrors } from '../Contract/ContractErrors';
import { DoctorPanel } from '../DoctorPanel/DoctorPanel';
import { ExplainButton } from '../ExplainError/ExplainButton';
import { FreshnessBanner } from '../FreshnessBanner/FreshnessBanner';
import { OwnersContext } from '../OwnersContext';
import { PathGrid } from '../PathGrid/PathGrid';
import { ObjectDrawer } from '../SegmentDrawer/ObjectDrawer';
import { SegmentDrawer } from '../SegmentDrawer/SegmentDrawer';
import { TargetDetails } from '../TargetDetails/TargetDetails';
import { TriagePanel } from '../TriagePanel/TriagePanel';
import { AnnotationErrors } from './AnnotationErrors';
import { CopySummary } from './CopySummary';
import { EmptyPath } from './EmptyPath';
import { Headline } from './Headline';
import { StaleNotice } from './StaleNotice';
import { TargetFilter } from './TargetFilter';
import { usePathSelection, worstDivergence } from './usePathSelection';
import type { Opened } from './usePathSelection';

const DETAILS_ID = 'flux-delivery-target-details';

const useStyles = makeStyles(
  {
    root: { fontSize: 14, fontVariantNumeric: 'tabular-nums' },
    top: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      justifyContent: 'space-between',
      columnGap: 12,
      marginBottom: 10,
      '& > :first-child': { flex: '1 1 300px', margin: 0 },
    },
    /** What is not known to hold now is not shown in green. */
    stale: { filter: 'grayscale(1)' },
  },
  { name: 'FluxDeliveryPathView' },
);

/** The page of a path that is known: the answer, how fresh it is, the grid, and what is behind the chosen target. */
export function PathView({
  path,
  live,
  stale,
  entityRef,
  onChanged,
}: {
  path: DeliveryPathDto;
  live: boolean;
  stale?: { since: number; error: Error };
  entityRef: string;
  /** Called when the reader did something that changes the path. */
  onChanged: () => void;
}) {
  const classes = useStyles();
  const [filter, setFilter] = useState<PathFilter>({
    text: '',
    verdict: 'all',
  });
  const selection = usePathSelection(path);
  const { selected, opened, select } = selection;
  const total = countTargets(path);
  const groups = layoutPath(path, filter);
  const targets = path.environments.flatMap(each => each.targets);
  const mode = live ? 'live' : 'polling';

  return (
    <OwnersContext.Provider value={path.owners}>
      <div className={classes.root}>
        <div className={classes.top}>
          <FreshnessBanner
            clusters={path.clusters}
            mode={stale ? 'stale' : mode}
          />
          <ExplainButton entityRef={entityRef} />
        </div>
        {stale && <StaleNotice since={stale.since} error={stale.error} />}
        <AnnotationErrors errors={path.annotationErrors} />
        <ContractErrors errors={path.contractErrors} />
        {total === 0 ? (
          <EmptyPath path={path} />
        ) : (
          <div className={stale && classes.stale}>
            <Headline
              path={path}
              diverged={worstDivergence(path)}
              onOpenRunbook={selection.openRunbook}
            />
            {total > MANY_TARGETS && (
              <TargetFilter
                filter={filter}
                states={countVerdicts(targets.map(rowVerdict))}
                shown={groups.reduce((n, { rows }) => n + rows.length, 0)}
                total={total}
                onChange={setFilter}
              />
            )}
            <PathGrid
              groups={groups}
              selected={selected?.target.id}
              detailsId={DETAILS_ID}
              onSelect={id =>
                select(id === selected?.target.id ? undefined : id)
              }
              onOpen={selection.openSegment}
            />
            {selected && (
              <TriagePanel
                key={selected.target.id}
                entityRef={entityRef}
                environment={selected.environment.name}
                target={selected.target}
                mayRecord={
                  path.mayRecordDivergence === true &&
                  selected.target.mayRecordDivergence !== false
                }
                onOpen={segment =>
                  selection.openSegment(selected.target.id, segment)
                }
                onSaid={onChanged}
              />
            )}
            {selected && (
              <TargetDetails
                id={DETAILS_ID}
                entityRef={entityRef}
                environment={selected.environment.name}
                target={selected.target}
                actions={<CopySummary path={path} target={selected.target} />}
                onOpen={selection.openObject}
              />
            )}
            {path.doctor && <DoctorPanel doctor={path.doctor} hasTargets />}
          </div>
        )}
        <OpenDrawer
          opened={opened}
          entityRef={entityRef}
          onClose={selection.close}
        />
      </div>
    </OwnersContext.Provider>
  );
}

function OpenDrawer({
  opened,
  entityRef,
  onClose,
}: {
  opened?: Opened;
  entityRef: string;
  onClose: () => void;
}) {
  if (!opened) {
    return null;
  }
  return opened.type === 'object' ? (
    <ObjectDrawer
      entityRef={entityRef}
      object={opened.object}
      onClose={onClose}
    />
  ) : (
    <SegmentDrawer
      entityRef={entityRef}
      environment={opened.environment.name}
      target={opened.target}
      segment={opened.segment}
      atRunbook={opened.atRunbook}
      onClose={onClose}
    />
  );
}
