import { get, type ClientRequest } from 'node:http';
import { Random } from '../clock/Random';
import { VirtualClock } from '../clock/VirtualClock';
import type { ClusterSpec } from '../scenario/Scenario';
import { SimulatedCluster } from '../SimulatedCluster';
import type { KubeResource } from '../store/KubeResource';
import { World } from '../world/World';

/** One cluster on a free port, without controllers: a test writes its objects itself. */
export async function startTestCluster(
  options: {
    spec?: Partial<ClusterSpec>;
    window?: number;
    bookmarkIntervalMs?: number;
  } = {},
) {
  const clock = new VirtualClock(Date.parse('2026-01-10T09:00:00Z'));
  const cluster = new SimulatedCluster({
    spec: { name: 'test', ...options.spec },
    clock,
    random: new Random('test'),
    world: new World(() => clock.timestamp()),
    liveFrom: clock.now(),
    port: 0,
    token: 'secret',
    window: options.window,
    bookmarkIntervalMs: options.bookmarkIntervalMs,
    controllers: false,
  });
  await cluster.api.start();
  return cluster;
}

export const configMap = (
  name: string,
  labels: Record<string, string> = {},
  namespace = 'default',
): KubeResource => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels },
  data: { key: 'value' },
});

export async function ask(
  cluster: SimulatedCluster,
  path: string,
  init: RequestInit = {},
) {
  const response = await fetch(`${cluster.url}${path}`, {
    ...init,
    headers: { Authorization: 'Bearer secret', ...init.headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

/** An open watch whose frames can be awaited. */
export class TestWatch {
  readonly lines: string[] = [];
  ended = false;
  private request?: ClientRequest;
  private wake: () => void = () => {};

  open(cluster: SimulatedCluster, path: string): Promise<this> {
    return new Promise((resolve, reject) => {
      this.request = get(
        `${cluster.url}${path}`,
        { headers: { Authorization: 'Bearer secret' } },
        response => {
          let rest = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            const lines = (rest + chunk).split('\n');
            rest = lines.pop()!;
            this.lines.push(...lines);
            this.wake();
          });
          const end = () => {
            this.ended = true;
            this.wake();
          };
          response.on('end', end);
          response.on('error', end);
          resolve(this);
        },
      );
      this.request.on('error', reject);
    });
  }

  /** Frames as `TYPE name`, once there are so many or the stream has ended. */
  async frames(count: number): Promise<string[]> {
    while (this.lines.length < count && !this.ended) {
      await new Promise<void>(resolve => {
        this.wake = resolve;
      });
    }
    return this.lines.map(line => {
      const { type, object } = JSON.parse(line);
      return `${type} ${object.metadata?.name ?? object.code ?? ''}`.trim();
    });
  }

  async end(): Promise<void> {
    while (!this.ended) {
      await new Promise<void>(resolve => {
        this.wake = resolve;
      });
    }
  }

  close(): void {
    this.request?.destroy();
  }
}
