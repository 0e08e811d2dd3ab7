import type {
  DeliveryPathDto,
  EnvironmentDto,
  Segment,
  SegmentVerdict,
  TargetDto,
  UnknownReason,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import { compareVerdicts } from './statusAppearance';

export type CellRole = 'plain' | 'firstDivergence' | 'consequence' | 'unknown';

/** One button of the grid: a segment, or several that hide behind one unknown. */
export interface LayoutCell {
  segment: SegmentVerdict;
  covers: Segment[];
  role: CellRole;
  /** False where an earlier cell of the row shows the same revision already. */
  showRevision: boolean;
}

export interface LayoutRow {
  target: TargetDto;
  verdict: Verdict;
  cells: LayoutCell[];
}

export interface LayoutGroup {
  environment: EnvironmentDto;
  /** Worst first. */
  rows: LayoutRow[];
  /** How many rows are worth showing before somebody asks for the rest. */
  visible: number;
}

export interface PathFilter {
  /** Matches cluster or applier, without regard to case. */
  text: string;
  verdict: Verdict | 'all';
}

/** Up to here a page shows every target; beyond, each environment keeps its calm rows folded. */
export const MANY_TARGETS = 12;
const ROWS_WHEN_FOLDED = 6;

const HIDES_EVERYTHING: ReadonlySet<UnknownReason> = new Set<UnknownReason>([
  'unreachable',
  'notSynced',
  'needsUserSession',
  'notAuthorized',
  'notPermitted',
]);

/** What the grid draws: environments in their order, rows worst first, cells merged where one unknown hides several. */
export function layoutPath(
  path: DeliveryPathDto,
  filter: PathFilter = { text: '', verdict: 'all' },
): LayoutGroup[] {
  const total = countTargets(path);
  const filtering = filter.text !== '' || filter.verdict !== 'all';
  return path.environments
    .map(environment => {
      const rows = environment.targets
        .map(target => layoutRow(target))
        .filter(row => matches(row, filter))
        .sort(compareRows);
      const calm = rows.findIndex(({ verdict }) => verdict === 'ok');
      const troubled = calm < 0 ? rows.length : calm;
      const folded = Math.min(
        Math.max(troubled, ROWS_WHEN_FOLDED),
        2 * MANY_TARGETS,
      );
      return {
        environment,
        rows,
        visible:
          (total <= MANY_TARGETS || filtering) && rows.length <= 100
            ? rows.length
            : Math.min(rows.length, folded),
      };
    })
    .filter(({ rows }) => rows.length > 0);
}

export function countTargets(path: DeliveryPathDto): number {
  return path.environments.reduce((n, { targets }) => n + targets.length, 0);
}

/** The verdict of a whole row: its divergence if there is one, else the worst of its segments. */
export function rowVerdict(target: TargetDto): Verdict {
  return (
    target.divergence?.verdict ??
    target.segments.map(({ verdict }) => verdict).sort(compareVerdicts)[0] ??
    'unknown'
  );
}

export function layoutRow(target: TargetDto): LayoutRow {
  const cells: LayoutCell[] = [];
  for (const segment of target.segments) {
    const last = cells[cells.length - 1];
    if (last && hiddenTogether(last.segment, segment)) {
      last.covers.push(segment.segment);
    } else {
      cells.push({
        segment,
        covers: [segment.segment],
        role: roleOf(segment, target),
        showRevision: !cells.some(
          earlier => earlier.segment.revision?.raw === segment.revision?.raw,
        ),
      });
    }
  }
  return { target, verdict: rowVerdict(target), cells };
}

function hiddenTogether(a: SegmentVerdict, b: SegmentVerdict): boolean {
  return (
    a.verdict === 'unknown' &&
    b.verdict === 'unknown' &&
    a.unknownReason === b.unknownReason &&
    a.unknownReason !== undefined &&
    HIDES_EVERYTHING.has(a.unknownReason)
  );
}

function roleOf(segment: SegmentVerdict, target: TargetDto): CellRole {
  if (
    target.divergence?.segment === segment.segment &&
    (segment.verdict === 'diverged' || segment.verdict === 'suspended')
  ) {
    return 'firstDivergence';
  }
  if (segment.verdict === 'unknown') {
    return 'unknown';
  }
  return segment.consequenceOf ? 'consequence' : 'plain';
}

function matches({ target, verdict }: LayoutRow, filter: PathFilter): boolean {
  const text = filter.text.trim().toLowerCase();
  const words = [
    target.cluster,
    target.clusterTitle,
    target.applier?.namespace,
    target.applier?.name,
  ];
  return (
    (filter.verdict === 'all' || filter.verdict === verdict) &&
    (text === '' || words.some(word => word?.toLowerCase().includes(text)))
  );
}

function compareRows(a: LayoutRow, b: LayoutRow): number {
  return (
    compareVerdicts(a.verdict, b.verdict) ||
    a.target.cluster.localeCompare(b.target.cluster) ||
    a.target.id.localeCompare(b.target.id)
  );
}
