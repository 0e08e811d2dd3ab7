import {
  firstDivergence,
  firstResponder,
  judgeTarget,
  resolvePath,
  type JudgedTarget,
  type ObjectRef,
  type OwnershipAnswer,
} from 'backstage-plugin-flux-delivery-common';
import { memoryInventory } from 'backstage-plugin-flux-delivery-common/testUtils';
import type { Simulation } from '../Simulator';
import type { ServiceSpec } from '../scenario/Scenario';
import type { KubeResource } from '../store/KubeResource';

const OWNER = 'group:default/situations';
const PLATFORM = 'group:default/platform';
const ENTITY = 'flux-delivery/entity';
/** So many versions of an applier are remembered: those of a pass and a half. */
const REMEMBERED = 12;

/** What the portal says of one service at one instant. */
export interface Verdict {
  /** `reconcile apply-rbac`; `none` where nothing diverges. */
  divergence: string;
  firstResponder?: string;
  /** Classes that the segments have, in order; those of consequences too. */
  classes: string[];
  judged: JudgedTarget;
}

/** Judges services of a simulation as the portal does: from the objects, and what it saw of appliers in the passes before. */
export class EstateJudge {
  private readonly seen = new Map<
    string,
    { cluster: string; object: KubeResource }[]
  >();

  constructor(
    private readonly simulation: Simulation,
    private readonly clusters: string[],
  ) {
    for (const cluster of clusters) {
      simulation.clusters.get(cluster)!.store.subscribe(({ kind, object }) => {
        if (kind === 'kustomize.toolkit.fluxcd.io/Kustomization') {
          this.remember(cluster, object);
        }
      });
    }
  }

  private remember(cluster: string, object: KubeResource): void {
    const { namespace, name } = object.metadata;
    const key = `${cluster}/${namespace}/${name}`;
    const versions = [...(this.seen.get(key) ?? []), { cluster, object }];
    this.seen.set(key, versions.slice(-REMEMBERED));
  }

  judge(services: ServiceSpec[]): Map<string, Verdict[]> {
    const now = this.simulation.clock.timestamp();
    const view = memoryInventory(this.objects() as never, { observedAt: now });
    return new Map(
      services.map(({ name }) => {
        const { targets } = resolvePath(
          {
            entityRef: `component:default/${name}`,
            owner: OWNER,
            annotations: { 'backstage.io/kubernetes-id': name },
          },
          view,
          {
            environments: [],
            tenants: [],
            requireClaim: true,
            sameKubernetesId: [],
          },
        );
        const verdicts = targets.map(target =>
          verdictOf(
            judgeTarget(target, {
              view,
              now,
              pinned: target.cluster.startsWith('prod'),
            }),
            ref => this.ownerOf(ref),
          ),
        );
        return [name, verdicts] as const;
      }),
    );
  }

  private objects() {
    const before = [...this.seen.values()].flat();
    const current = this.clusters.flatMap(cluster => {
      const { store, kinds } = this.simulation.clusters.get(cluster)!;
      return kinds.flatMap(({ group, kind }) =>
        store
          .list(group, kind)
          .filter(({ metadata }) =>
            /^(situations-|flux-system)/.test(metadata.namespace ?? ''),
          )
          .map(object => ({ cluster, object })),
      );
    });
    return [...before, ...current];
  }

  /** Of another path: whoever owns what the object delivers. */
  private ownerOf({ cluster, ...ref }: ObjectRef): OwnershipAnswer | undefined {
    const object = this.simulation.clusters.get(cluster)?.store.get(ref);
    const claims = object?.metadata.annotations?.[ENTITY];
    return claims
      ? { owner: OWNER, because: `${claims} is what it delivers` }
      : undefined;
  }
}

function verdictOf(
  judged: JudgedTarget,
  ownerOfObject: (ref: ObjectRef) => OwnershipAnswer | undefined,
): Verdict {
  const divergence = firstDivergence(judged.segments);
  const responder =
    divergence &&
    firstResponder(divergence, judged, {
      entityOwner: OWNER,
      platformGroup: PLATFORM,
      rules: [],
      ownerOfObject,
    });
  return {
    divergence: divergence
      ? `${divergence.segment} ${divergence.class}`
      : 'none',
    firstResponder: responder?.owner,
    classes: judged.segments.flatMap(({ class: name }) => name ?? []),
    judged,
  };
}
