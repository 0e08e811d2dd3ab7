import { toMillis } from '../kube/time';
import type { IdentifierKind } from './identifiers';

/** What decides the place of a found release. @public */
export interface RankedRelease {
  entityRef: string;
  /** False where only the beginning of a name was given. */
  exact: boolean;
  matchedKinds: readonly IdentifierKind[];
  /** True where it runs somewhere now. */
  current: boolean;
  /** RFC 3339: when it was last heard of. */
  at: string;
}

/** What names one thing comes before what many things are called. */
const SURE: readonly IdentifierKind[] = [
  'promotion',
  'pipelineUrl',
  'change',
  'digest',
  'commit',
  'image',
  'helmRevision',
  'pipeline',
  'chartVersion',
  'tag',
  'workload',
  'repository',
  'source',
];

/**
 * The order in which found releases are told: whole names first, then what runs now, then the surest kind of name, then the newest.
 *
 * @public
 */
export function compareReleases(a: RankedRelease, b: RankedRelease): number {
  return (
    Number(b.exact) - Number(a.exact) ||
    Number(b.current) - Number(a.current) ||
    sureness(a) - sureness(b) ||
    (toMillis(b.at) ?? 0) - (toMillis(a.at) ?? 0) ||
    (a.entityRef < b.entityRef ? -1 : 1)
  );
}

function sureness({ matchedKinds }: RankedRelease): number {
  return Math.min(...matchedKinds.map(kind => SURE.indexOf(kind)));
}
