import type {
  InventoryView,
  ObjectRef,
  OwnershipGap,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import { placeOfObject } from '../access/places';
import type { DecidedEntities } from './DecidedEntities';
import type { ObjectGaps } from './ObjectGaps';

/** Gaps as one caller is told of them: entities that they may not see are not named, nor suggested. */
export class VisibleGaps {
  constructor(
    private readonly deps: {
      view: InventoryView;
      objectGaps: ObjectGaps;
    },
    private readonly may: PathMay,
    private readonly entities: DecidedEntities,
  ) {}

  /** By permission alone; whether the catalog shows it is asked beside. */
  mayKnow(entityRef: string, ref: ObjectRef): boolean {
    const facts = this.entities.factsOf(entityRef);
    return facts !== undefined && this.may.seeTarget(facts, placeOfObject(ref));
  }

  /** What is wrong now with the objects, of those that are there. */
  async of(refs: readonly ObjectRef[]): Promise<OwnershipGap[]> {
    const { view, objectGaps } = this.deps;
    const seen = refs.flatMap(ref => view.get(ref) ?? []);
    const found = seen.map(observed => ({
      observed,
      namesakes: objectGaps.namesakesOf(observed),
      gaps: objectGaps.of(observed),
    }));
    const named = found.flatMap(({ namesakes, gaps }) => [
      ...(gaps.length > 0 ? namesakes : []),
      ...gaps.flatMap(entitiesIn),
    ]);
    const shown = await this.entities.shown(named);
    return found.flatMap(({ observed, namesakes, gaps }) => {
      const { ref } = observed;
      const isShown = (entityRef: string) =>
        shown.has(entityRef) && this.mayKnow(entityRef, ref);
      const suggested = namesakes.filter(isShown);
      const told =
        gaps.length > 0 && suggested.length > 0
          ? objectGaps.of(observed, suggested)
          : gaps;
      return told.map(gap => withoutHidden(gap, isShown));
    });
  }
}

function entitiesIn({ claimants }: OwnershipGap): string[] {
  return claimants.flatMap(({ kind, name }) =>
    kind === 'entity' && name ? name : [],
  );
}

function withoutHidden(
  gap: OwnershipGap,
  isShown: (entityRef: string) => boolean,
): OwnershipGap {
  return {
    ...gap,
    claimants: gap.claimants.map(({ name, ...claimant }) =>
      claimant.kind === 'entity' && name && !isShown(name)
        ? claimant
        : { ...claimant, ...(name && { name }) },
    ),
  };
}
