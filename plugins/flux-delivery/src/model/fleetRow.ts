import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import type {
  FleetBar,
  FleetRow,
  FleetState,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import type { Bar } from './environmentBars';

/** As `entityName` says, with the title that the entity gives itself. */
export function serviceName({
  title,
  entityRef,
}: Pick<FleetRow, 'title' | 'entityRef'>): string {
  return title || entityName(entityRef);
}

/** The name of an entity without what goes without saying: kind, and the default namespace. A text that is no ref stays as it is. */
export function entityName(entityRef: string): string {
  try {
    const { namespace, name } = parseEntityRef(entityRef);
    return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
  } catch {
    return entityRef;
  }
}

/** A consequence is drawn as one only where it is bad: what is not known stays hatched. */
export function barsOf(bars: readonly FleetBar[]): Bar[] {
  return bars.map(({ verdict, consequence }) => ({
    verdict,
    isConsequence: consequence === true && verdict !== 'unknown',
  }));
}

/** The words for states are those for verdicts. */
export function verdictOf(state: FleetState): Verdict {
  return state;
}

/** What is expected to be done last, of what is on its way. */
export function expectedBy({
  state,
  environments,
}: FleetRow): string | undefined {
  return state === 'inProgress'
    ? environments
        .flatMap(environment => environment.expectedBy ?? [])
        .sort()
        .at(-1)
    : undefined;
}
