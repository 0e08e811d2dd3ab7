import { fromMillis } from '../../kube/time';
import { revisionsOf } from '../revisionsOf';
import type {
  AppliedManifests,
  KustomizationFacts,
  UnitHealth,
  UnitObservation,
} from '../UnitObservation';

const START = Date.parse('2026-11-21T05:00:00Z');
const HEALTHY: UnitHealth = { rollout: 'ok', traffic: 'ok' };

export const revision = (letter: string) =>
  `main@sha1:${letter.charCodeAt(0).toString(16).repeat(20)}`;

/** Tells what happens to a unit of a Kustomization, one object version after the other, a second apart. */
export class UnitStory {
  readonly told: UnitObservation[] = [];
  private second = 0;
  private state = {
    revision: 'a',
    generation: 1,
    workloads: 'w-a',
    restarts: 'none',
    image: '1',
    digest: 'd-a',
    history: [] as AppliedManifests[],
    narrowed: false,
  };

  constructor({ narrowed = false }: { narrowed?: boolean } = {}) {
    this.state.narrowed = narrowed;
    this.remember('d-a', 'a');
  }

  /** Lets time go by without a word. */
  wait(seconds: number): this {
    this.second += seconds;
    return this;
  }

  /** What a list shows: everything is settled. */
  list(unseenSince?: string): this {
    return this.say({
      listed: true,
      ...(unseenSince && { unseenSince }),
      applier: this.facts({ settled: true }),
    });
  }

  heartbeat(): this {
    return this.say({ applier: this.facts({ settled: true }) });
  }

  /** A commit that is attempted, applied, checked and settled. `image` and `template` are what it changes. */
  commit(
    letter: string,
    change: { image?: string; template?: string; digest?: string } = {},
  ): this {
    return this.attempt(letter).apply(change).settle();
  }

  attempt(letter: string): this {
    this.state.revision = letter;
    return this.say({ applier: this.facts() });
  }

  /** Everything was sent to the API server; health checks run. */
  apply(
    change: { image?: string; template?: string; digest?: string } = {},
  ): this {
    const { state } = this;
    state.image = change.image ?? state.image;
    state.workloads =
      change.template ?? (change.image ? `w-${change.image}` : state.workloads);
    state.digest =
      change.digest ??
      (change.image || change.template ? `d-${state.workloads}` : state.digest);
    return this.say({
      applier: this.facts({ checked: true }),
      health: () => ({ rollout: 'inProgress', traffic: 'inProgress' }),
    });
  }

  settle(health: UnitHealth = HEALTHY): this {
    this.remember(this.state.digest, this.state.revision);
    return this.say({
      applier: this.facts({ settled: true }),
      health: () => health,
    });
  }

  /** A version of a pass that fails. */
  fail(
    segment: 'reconcile' | 'rollout',
    failureClass: string,
    facts: { checked?: boolean } = {},
  ): this {
    return this.say({
      applier: this.facts(facts),
      health: () => ({
        rollout: segment === 'rollout' ? 'diverged' : 'ok',
        traffic: 'ok',
        failure: { segment, class: failureClass, message: 'no' },
      }),
    });
  }

  /** A version of a workload that somebody else wrote. */
  outside(template: string, manager = 'kubectl-set'): this {
    this.state.workloads = template;
    return this.say({
      applier: this.facts({ settled: true }),
      outside: { manager, at: this.now() },
    });
  }

  /** Flux puts its templates back, in a pass like any other. */
  correct(template: string): this {
    this.state.workloads = template;
    return this.say({ applier: this.facts({ checked: true }) }).heartbeat();
  }

  restart(): this {
    this.state.restarts = `restarted at ${this.second}`;
    return this.say({ applier: this.facts({ settled: true }) });
  }

  /** What happens while nobody watches. */
  unseen(happens: (story: UnitStory) => void): this {
    const kept = this.told.length;
    happens(this);
    this.told.length = kept;
    return this;
  }

  now(): string {
    return fromMillis(START + this.second * 1000);
  }

  private remember(digest: string, letter: string): void {
    const at = this.now();
    const { history } = this.state;
    const held = history.find(entry => entry.digest === digest);
    this.state.history = [
      {
        digest,
        revisions: revisionsOf(revision(letter)),
        firstAt: held?.firstAt ?? at,
        lastAt: at,
        status: 'ReconciliationSucceeded',
      },
      ...history.filter(entry => entry.digest !== digest),
    ].slice(0, 5);
  }

  private facts({ settled = false, checked = false } = {}): KustomizationFacts {
    const { state } = this;
    const raw = revision(state.revision);
    const [newest] = state.history;
    if (
      settled &&
      (newest.digest !== state.digest || newest.revisions.raw !== raw)
    ) {
      this.remember(state.digest, state.revision);
    }
    return {
      type: 'kustomization',
      attempt: {
        key: `${state.generation}/${raw}`,
        revisions: revisionsOf(raw),
        at: this.now(),
      },
      isApplied: settled || checked,
      ...(settled && { settledAt: this.now() }),
      digest: settled ? state.digest : '',
      history: state.history,
      retryMs: 120_000,
    };
  }

  private say(what: Partial<UnitObservation>): this {
    const { workloads, restarts, image, narrowed } = this.state;
    this.told.push({
      unit: { entityRef: 'component:default/api', targetId: 'prod~api' },
      environment: 'prod',
      cluster: 'prod-eu',
      applierRef: {
        group: 'kustomize.toolkit.fluxcd.io',
        kind: 'Kustomization',
        namespace: 'shop',
        name: 'api',
      },
      version: String(1000 + this.second),
      at: this.now(),
      listed: false,
      uid: 'uid-1',
      narrowed,
      workloads,
      restarts,
      images: [
        {
          workload: 'Deployment/api',
          container: 'web',
          declared: `registry.example.com/api:${image}`,
        },
      ],
      health: () => HEALTHY,
      ...what,
    });
    this.second += 1;
    return this;
  }
}
