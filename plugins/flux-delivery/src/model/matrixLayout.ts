import type {
  MatrixDto,
  MatrixTargetDto,
  MatrixVersionDto,
} from 'backstage-plugin-flux-delivery-common';

/** Targets of a cell that are told in one line: they stand alike. */
export interface MatrixLine {
  role: 'current' | 'tried' | 'past';
  targets: MatrixTargetDto[];
  /** RFC 3339: the newest of their times. */
  at: string;
  /** Of what runs now: how many releases it is behind, where all say the same. */
  behind?: number;
}

export interface MatrixRow {
  version: MatrixVersionDto;
  /** By environment, in their order; empty where the version never was there. */
  cells: MatrixLine[][];
}

/** Rows and cells of the matrix: in a cell first what runs, then what is tried, then what was. */
export function matrixRows({
  versions,
  environments,
  cells,
}: MatrixDto): MatrixRow[] {
  const byPlace = new Map(
    cells.map(cell => [`${cell.version}\n${cell.environment}`, cell.targets]),
  );
  return versions.map(version => ({
    version,
    cells: environments.map(({ name }) =>
      linesOf(byPlace.get(`${version.key}\n${name}`) ?? []),
    ),
  }));
}

function linesOf(targets: readonly MatrixTargetDto[]): MatrixLine[] {
  const lines = new Map<string, MatrixLine>();
  for (const target of targets) {
    const role = roleOf(target);
    const key = [
      role,
      ...(role === 'past'
        ? []
        : [
            target.outcome,
            target.kind,
            target.class ?? '',
            String(target.behind ?? ''),
            target.actor.name,
            target.actor.trust,
            target.promotion?.recordedBy ?? '',
          ]),
    ].join('|');
    const line = lines.get(key);
    if (line) {
      line.targets.push(target);
      line.at =
        Date.parse(target.at) > Date.parse(line.at) ? target.at : line.at;
    } else {
      lines.set(key, {
        role,
        targets: [target],
        at: target.at,
        ...(typeof target.behind === 'number' && { behind: target.behind }),
      });
    }
  }
  const order = ['current', 'tried', 'past'];
  return [...lines.values()].sort(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role),
  );
}

function roleOf({ current, outcome }: MatrixTargetDto): MatrixLine['role'] {
  if (current) {
    return 'current';
  }
  return outcome === 'failed' || outcome === 'inProgress' ? 'tried' : 'past';
}

/** How many targets each environment has had; where there is one alone, its name is noise. */
export function targetCount({ cells }: MatrixDto, environment: string): number {
  return new Set(
    cells
      .filter(cell => cell.environment === environment)
      .flatMap(cell => cell.targets.map(({ targetId }) => targetId)),
  ).size;
}

/** The deliveries of the cell that one is in, itself among them; none where the matrix does not show it. */
export function deliveriesBeside(
  { cells }: MatrixDto,
  deliveryId: string,
): { id: string; cluster: string }[] {
  const cell = cells.find(({ targets }) =>
    targets.some(target => target.deliveryId === deliveryId),
  );
  return (cell?.targets ?? []).map(({ deliveryId: id, cluster }) => ({
    id,
    cluster,
  }));
}
