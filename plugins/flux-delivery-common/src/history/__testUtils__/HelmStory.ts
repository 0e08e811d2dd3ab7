import { fromMillis } from '../../kube/time';
import type {
  HelmFacts,
  ReleaseFacts,
  UnitHealth,
  UnitObservation,
} from '../UnitObservation';

const START = Date.parse('2026-11-21T05:00:00Z');
const HEALTHY: UnitHealth = { rollout: 'ok', traffic: 'ok' };
const IN_PROGRESS: UnitHealth = {
  rollout: 'inProgress',
  traffic: 'inProgress',
};
const RETRY_MS = 120_000;

/** Chart version and values; images come with the chart. */
interface Chart {
  version: string;
  values?: string;
}

/** Tells what happens to a unit of a HelmRelease, one object version after the other, a second apart. */
export class HelmStory {
  readonly told: UnitObservation[] = [];
  private second = 0;
  private generation = 1;
  private chart: Required<Chart> = { version: '1.0.0', values: 'v1' };
  private releases: ReleaseFacts[] = [];
  private settledAt: string | undefined;
  private failedAt: string | undefined;
  private restarts = 'none';
  private templates: string | undefined;
  private outside: UnitObservation['outside'];

  constructor() {
    this.release('install', 'deployed');
    this.settledAt = this.now();
  }

  wait(seconds: number): this {
    this.second += seconds;
    return this;
  }

  list(unseenSince?: string): this {
    return this.say({}, { listed: true, ...(unseenSince && { unseenSince }) });
  }

  heartbeat(): this {
    return this.say();
  }

  /** An upgrade that ends well: its action runs, its workloads change, it is deployed, and settled. */
  upgrade(to: Chart): this {
    return this.run(to).deploy();
  }

  /** An action that runs, and what it changed. */
  run(to: Chart): this {
    this.generation += 1;
    this.chart = { values: this.chart.values, ...to };
    const running = { ...this.named(), at: this.now() };
    this.settledAt = undefined;
    this.failedAt = undefined;
    this.say({ running }, { health: () => IN_PROGRESS });
    this.templates = undefined;
    return this.say({ running }, { health: () => IN_PROGRESS });
  }

  deploy(): this {
    this.release('upgrade', 'deployed');
    this.settledAt = this.now();
    return this.say();
  }

  /** What runs fails, and Helm goes back to what was there before. */
  remediate(): this {
    const before = this.releases[0];
    this.release('upgrade', 'failed');
    this.failedAt = this.now();
    this.say({}, { health: failing('helm-upgrade-failed') });
    const [version, values] = before.content.split(' ').slice(1, 4);
    this.chart = {
      version,
      values: before.content.split(' ')[3] ?? values,
    };
    this.release('rollback', 'deployed');
    this.settledAt = this.now();
    return this.say({}, { health: failing('helm-upgrade-failed') });
  }

  /** What runs fails, and stays as it is. */
  fail(): this {
    this.release('upgrade', 'failed');
    this.failedAt = this.now();
    return this.say({}, { health: failing('helm-upgrade-failed') });
  }

  /** The next spec fails before its action. */
  untried(version: string): this {
    this.generation += 1;
    return this.stillUntried(version);
  }

  stillUntried(version: string): this {
    const untried = {
      key: `${this.generation}/`,
      revisions: { chartVersion: version },
      at: this.now(),
    };
    return this.say({ untried }, { health: failing('chart-not-found') });
  }

  restart(): this {
    this.restarts = `restarted at ${this.second}`;
    return this.say();
  }

  /** A template that somebody else wrote; the next upgrade writes over it. */
  byHand(template: string): this {
    this.templates = template;
    this.outside = { manager: 'kubectl-set', at: this.now() };
    return this.say();
  }

  now(): string {
    return fromMillis(START + this.second * 1000);
  }

  private named() {
    const { version, values } = this.chart;
    return {
      content: `api ${version}  ${values}`,
      revisions: { chartVersion: version, configDigest: values },
    };
  }

  private release(action: string, status: string): void {
    const version = (this.releases[0]?.version ?? 0) + 1;
    const { content, revisions } = this.named();
    const older = this.releases.map(each =>
      status === 'deployed' && each.status === 'deployed'
        ? { ...each, status: 'superseded' }
        : each,
    );
    // After an upgrade that ended well, Flux keeps two; a failure and what came of it are kept until then.
    this.releases = [
      {
        version,
        deployedAt: this.now(),
        status,
        action,
        content,
        revisions: { ...revisions, helmRevision: version },
      },
      ...(status === 'deployed' && action !== 'rollback'
        ? older.slice(0, 1)
        : older),
    ].slice(0, 5);
  }

  private say(
    facts: Partial<HelmFacts> = {},
    what: Partial<UnitObservation> = {},
  ): this {
    const { settledAt, failedAt, chart } = this;
    this.told.push({
      unit: {
        entityRef: 'component:default/pricing',
        targetId: 'prod~pricing',
      },
      environment: 'prod',
      cluster: 'prod-eu',
      applierRef: {
        group: 'helm.toolkit.fluxcd.io',
        kind: 'HelmRelease',
        namespace: 'shop',
        name: 'pricing',
      },
      version: String(1000 + this.second),
      at: this.now(),
      listed: false,
      uid: 'uid-1',
      narrowed: false,
      workloads: this.templates ?? `w-${chart.version}-${chart.values}`,
      restarts: this.restarts,
      images: [
        {
          workload: 'Deployment/pricing',
          container: 'web',
          declared: `registry.example.com/pricing:${chart.version}`,
        },
      ],
      ...(this.outside && { outside: this.outside }),
      applier: {
        type: 'helm',
        releases: this.releases,
        ...(settledAt && { settledAt }),
        ...(failedAt && { failedAt, message: 'no' }),
        retryMs: RETRY_MS,
        ...facts,
      },
      health: () => HEALTHY,
      ...what,
    });
    this.second += 1;
    return this;
  }
}

function failing(failure: string): () => UnitHealth {
  return () => ({
    rollout: 'ok',
    traffic: 'ok',
    failure: { segment: 'reconcile', class: failure, message: 'no' },
  });
}
