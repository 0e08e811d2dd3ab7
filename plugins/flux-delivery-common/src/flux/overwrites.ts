import { refOf, type KubeObject } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { ownerApplierOf } from './applier';

/**
 * One applier put what it delivers in the place of what another one did.
 */
export interface Overwrite {
  /** RFC 3339: when it was seen. */
  at: string;
  /** The applier whose content it was, as `Kustomization/namespace/name`. */
  from: string;
  to: string;
}

interface WithOverwrites extends KubeObject {
  overwrites?: Overwrite[];
}

const KEPT = 10;

/**
 * The last times that an object went from one applier to another and came out different, the oldest first; at most ten.
 */
export function overwritesOf(object: KubeObject): readonly Overwrite[] {
  return (object as WithOverwrites).overwrites ?? [];
}

/**
 * The object as it is to be held, given how it was held until now: with the memory of who overwrote whom. All passes of all
 * Kustomizations bear one manager in `managedFields`, so that only the owner labels tell whose content an object has; and only what two
 * versions have different tells that the appliers do not agree. Both arguments stay as they are.
 */
export function carryOverwrites(
  before: KubeObject | undefined,
  after: KubeObject,
  at: string,
): KubeObject {
  if (!before || before.metadata.uid !== after.metadata.uid) {
    return after;
  }
  const known = overwritesOf(before);
  const [from, to] = [before, after].map(ownerOf);
  const isOverwritten =
    from !== undefined &&
    to !== undefined &&
    from !== to &&
    JSON.stringify(before.spec) !== JSON.stringify(after.spec);
  const overwrites = isOverwritten
    ? [...known, { at, from, to }].slice(-KEPT)
    : known;
  return overwrites.length > 0
    ? ({ ...after, overwrites } as WithOverwrites)
    : after;
}

function ownerOf(object: KubeObject): string | undefined {
  const owner = ownerApplierOf(refOf('', object), object);
  return owner && displayRef(owner);
}
