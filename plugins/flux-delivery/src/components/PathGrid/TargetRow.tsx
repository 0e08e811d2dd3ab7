import { SEGMENTS, planeOf } from 'backstage-plugin-flux-delivery-common';
import type {
  EnvironmentDto,
  Segment,
} from 'backstage-plugin-flux-delivery-common';
import type { LayoutRow } from '../../model/pathLayout';
import { SegmentCell } from './SegmentCell';
import { TargetHeader } from './TargetHeader';
import { useGridStyles } from './useGridStyles';

const FIRST_OF_DATA_PLANE = SEGMENTS.find(each => planeOf(each) === 'data');

/** One target: its name and the chain of its segments. */
export function TargetRow({
  row,
  environment,
  isFirst,
  isSelected,
  detailsId,
  onSelect,
  onOpen,
}: {
  row: LayoutRow;
  environment: EnvironmentDto;
  isFirst: boolean;
  isSelected: boolean;
  detailsId: string;
  onSelect: () => void;
  onOpen: (segment: Segment) => void;
}) {
  const classes = useGridStyles();
  return (
    <div role="row" className={classes.row}>
      <div role="rowheader" className={classes.target}>
        <TargetHeader
          row={row}
          environment={environment}
          isFirst={isFirst}
          isSelected={isSelected}
          detailsId={detailsId}
          onSelect={onSelect}
        />
      </div>
      {row.cells.map(cell => {
        const { segment, covers } = cell;
        const startsDataPlane = segment.segment === FIRST_OF_DATA_PLANE;
        return (
          <div
            key={segment.segment}
            role="cell"
            aria-colspan={covers.length > 1 ? covers.length : undefined}
            className={
              startsDataPlane
                ? `${classes.cell} ${classes.dataPlane}`
                : classes.cell
            }
            style={{ gridColumn: `span ${covers.length}` }}
          >
            <SegmentCell
              cell={cell}
              environment={environment.name}
              target={row.target}
              onOpen={() => onOpen(segment.segment)}
            />
          </div>
        );
      })}
    </div>
  );
}
