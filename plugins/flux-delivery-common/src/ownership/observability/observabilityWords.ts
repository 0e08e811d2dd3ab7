import { displayRef } from '../../kube/ObjectRef';
import type { BlindSpot } from './blindSpots';
import type { ObservedSide } from './ObservedSides';

/** What would let everybody see it again. */
export function toDoOf(
  { reason, object }: Pick<BlindSpot, 'reason' | 'object'>,
  cluster: string,
): string {
  switch (reason) {
    case 'unreachable':
      return `bring back the way to ${cluster}; until then look there by hand`;
    case 'forbidden':
      return `let the account of the portal get, list and watch these objects on ${cluster}`;
    case 'needsUserSession':
      return `give the portal credentials of its own for ${cluster}`;
    case 'podsNotSeen':
      return `let the account of the portal list pods and events on ${cluster}; until then look at the pods by hand`;
    case 'notReconciled':
      return `look whether the controllers of Flux work on ${cluster}`;
    default:
      return `look at ${
        object?.name ? displayRef(object) : 'the object itself'
      } on ${cluster}`;
  }
}

/** Both owners, what is hidden of whom and why, and whose move that is. */
export function inOneSentence(sides: readonly ObservedSide[]): string {
  const hidden = new Map<string, string[]>();
  const toDo = new Map<string, string>();
  for (const { owner, unseen } of sides) {
    for (const part of unseen) {
      hidden.set(part.because, [
        ...(hidden.get(part.because) ?? []),
        `${listed(part.segments)} of ${shortOwner(owner)}`,
      ]);
      toDo.set(
        part.toDo,
        part.by.owner
          ? `${shortOwner(part.by.owner)} can mend it`
          : 'Nobody is known to own that',
      );
    }
  }
  const [first, second] = sides.map(({ owner }) => shortOwner(owner));
  const parts = [...hidden].map(
    ([because, of]) => `${listed(of)} cannot be seen wholly, as ${because}`,
  );
  return `Neither ${first} nor ${second} alone can tell whether what one hands to the other arrives: ${parts.join(
    '; ',
  )}. ${[...toDo].map(([what, who]) => `${who}: ${what}.`).join(' ')}`;
}

function listed(names: readonly string[]): string {
  return names.length > 1
    ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
    : names.join('');
}

/** `payments` of `group:default/payments`; other namespaces stay. */
function shortOwner(owner: string): string {
  return owner.replace(/^[^:]+:(?:default\/)?/, '');
}
