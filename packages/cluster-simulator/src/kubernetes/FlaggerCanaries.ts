import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';

/** Plays Flagger as far as a delivery path shows it: a changed target gets its first weight, and keeps it. */
export class FlaggerCanaries {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (kind === 'flagger.app/Canary' && type === 'ADDED') {
      this.context.clock.schedule(20, () =>
        this.initialiseCanary(refOf(object)),
      );
    } else if (
      kind === 'apps/Deployment' &&
      type === 'MODIFIED' &&
      object.metadata.generation !== previous?.metadata.generation
    ) {
      this.onTargetChange(object, previous);
    }
  }

  // Flagger copies the target into a primary that takes all traffic, and scales the target to zero until it changes.
  private initialiseCanary(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const canary = store.get(ref);
    const target = canary && this.targetOf(canary);
    if (!canary || !target) {
      clock.schedule(5000, () => this.initialiseCanary(ref));
      return;
    }
    const { name } = target.metadata;
    const primaryLabels = {
      ...target.spec?.template.metadata.labels,
      app: `${name}-primary`,
    };
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: `${name}-primary`,
        namespace: ref.namespace,
        labels: { ...target.metadata.labels, app: `${name}-primary` },
        ownerReferences: [ownerReferenceTo(canary)],
      },
      spec: {
        ...target.spec,
        replicas: 2,
        selector: { matchLabels: { app: `${name}-primary` } },
        template: {
          ...target.spec?.template,
          metadata: {
            ...target.spec?.template.metadata,
            labels: primaryLabels,
          },
        },
      },
    });
    for (const [service, app] of [
      [name, `${name}-primary`],
      [`${name}-primary`, `${name}-primary`],
      [`${name}-canary`, name],
    ]) {
      const serviceRef = {
        group: '',
        kind: 'Service',
        namespace: ref.namespace,
        name: service,
      };
      if (store.get(serviceRef)) {
        store.modify(serviceRef, draft => {
          draft.spec = { ...draft.spec, selector: { app } };
        });
      } else {
        store.create({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: {
            name: service,
            namespace: ref.namespace,
            labels: { app: service },
            ownerReferences: [ownerReferenceTo(canary)],
          },
          spec: {
            type: 'ClusterIP',
            selector: { app },
            ports: [
              { name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 },
            ],
          },
        });
      }
    }
    store.modify(refOf(target), draft => {
      draft.spec = { ...draft.spec, replicas: 0 };
    });
    this.canaryStatus(ref, 'Initialized', 0, target);
  }

  private targetOf(canary: KubeResource): KubeResource | undefined {
    const { kind, name } = canary.spec?.targetRef ?? {};
    return this.context.store.get({
      group: 'apps',
      kind,
      namespace: canary.metadata.namespace,
      name,
    });
  }

  private onTargetChange(
    target: KubeResource,
    previous: KubeResource | undefined,
  ): void {
    const { store, clock } = this.context;
    if (
      templateHash(target.spec?.template) ===
      templateHash(previous?.spec?.template)
    ) {
      return;
    }
    for (const canary of store.list(
      'flagger.app',
      'Canary',
      target.metadata.namespace,
    )) {
      if (
        canary.spec?.targetRef.name === target.metadata.name &&
        canary.status?.phase
      ) {
        store.modify(refOf(target), draft => {
          draft.spec = { ...draft.spec, replicas: 1 };
        });
        clock.schedule(1000, () =>
          this.canaryStatus(refOf(canary), 'Progressing', 0, target),
        );
        if (failsAnalysis(target)) {
          clock.schedule(300_000, () => this.rollBack(canary, target));
          continue;
        }
        clock.schedule(60_000, () =>
          this.canaryStatus(
            refOf(canary),
            'Progressing',
            canary.spec?.analysis.stepWeight ?? 10,
            target,
          ),
        );
      }
    }
  }

  // The target goes back to zero pods; the primary was never touched.
  private rollBack(canary: KubeResource, target: KubeResource): void {
    const { store, clock } = this.context;
    const now = clock.timestamp();
    store.modify(refOf(target), draft => {
      draft.spec = { ...draft.spec, replicas: 0 };
    });
    this.shift(canary, 0);
    store.modify(refOf(canary), draft => {
      draft.status = {
        ...draft.status,
        phase: 'Failed',
        failedChecks: 0,
        canaryWeight: 0,
        lastTransitionTime: now,
        conditions: [
          {
            type: 'Promoted',
            status: 'False',
            reason: 'Failed',
            message: 'Canary analysis failed, Deployment scaled to zero.',
            lastTransitionTime: now,
            lastUpdateTime: now,
          },
        ],
      };
    });
  }

  /** The weights of the route, as Flagger keeps them with the Gateway API. */
  private shift(canary: KubeResource, weight: number): void {
    const { store } = this.context;
    const { name, namespace } = canary.metadata;
    const backend = (suffix: string, share: number) => ({
      group: '',
      kind: 'Service',
      name: `${name}-${suffix}`,
      port: 80,
      weight: share,
    });
    const rules = [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [
          backend('primary', 100 - weight),
          backend('canary', weight),
        ],
      },
    ];
    const ref = {
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      namespace,
      name,
    };
    if (store.get(ref)) {
      store.modify(ref, draft => {
        draft.spec = { ...draft.spec, rules };
      });
      return;
    }
    store.create({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: {
        name,
        namespace,
        labels: { app: name },
        ownerReferences: [ownerReferenceTo(canary)],
      },
      spec: {
        parentRefs: [{ name: 'public', namespace: 'platform' }],
        hostnames: [`${name}.api.example.com`],
        rules,
      },
    });
  }

  private canaryStatus(
    ref: ResourceRef,
    phase: string,
    weight: number,
    target: KubeResource,
  ): void {
    const canary = this.context.store.get(ref);
    if (canary) {
      this.shift(canary, weight);
    }
    const { store, clock } = this.context;
    const now = clock.timestamp();
    const hash = templateHash(target.spec?.template);
    store.modify(ref, draft => {
      const settled = phase === 'Initialized';
      draft.status = {
        phase,
        failedChecks: 0,
        canaryWeight: weight,
        iterations: 0,
        lastAppliedSpec: hash,
        lastPromotedSpec: settled ? hash : draft.status?.lastPromotedSpec,
        lastTransitionTime: now,
        trackedConfigs: {},
        conditions: [
          {
            type: 'Promoted',
            status: settled ? 'True' : 'Unknown',
            reason: phase,
            message: settled
              ? 'Deployment initialization completed.'
              : 'New revision detected, progressing canary analysis.',
            lastTransitionTime: now,
            lastUpdateTime: now,
          },
        ],
      };
    });
  }
}

/** A version whose tag ends in `-errors` runs and answers, and answers wrongly. */
export function failsAnalysis({ spec }: KubeResource): boolean {
  return (spec?.template?.spec?.containers ?? []).some(
    ({ image }: { image: string }) => /-errors(@.*)?$/.test(image),
  );
}
