import { Agent, request } from 'node:http';
import type { ClustersDto } from 'backstage-plugin-flux-delivery-common';
import type { ClusterAddress } from 'cluster-simulator';
import type { FleetOptions, Traffic } from './apiServers';
import { Child } from './ipc';
import { freePort } from './freePort';

export interface Answer {
  status: number;
  body: Buffer;
  etag?: string;
  ms: number;
}

const TOKEN = 'benchmark-token-of-this-run';
const QUIET_MS = 3_000;

/** A fleet behind API servers, and a backend over it; each in its own process. */
export class Portal {
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    private readonly port: number,
    readonly apiServers: Child,
    readonly backend: Child,
    /** From the first request at an API server. */
    readonly syncSeconds: number,
    readonly status: ClustersDto,
  ) {}

  /** Resolves when every cluster is in sync and nothing is asked of any for some seconds. */
  static async start(fleet: FleetOptions, execArgv: string[] = []) {
    const servers = await Child.start<ClusterAddress[]>(
      'apiServers.ts',
      fleet,
      ['--max-old-space-size=8192'],
    );
    const port = await freePort();
    const backend = await Child.start(
      'backend.ts',
      {
        appliers: fleet.appliers,
        targetsPerService: fleet.targetsPerService,
        port,
        token: TOKEN,
        clusters: servers.ready,
      },
      ['--expose-gc', '--max-old-space-size=4096', ...execArgv],
    ).catch(async error => {
      await servers.child.stop();
      throw error;
    });
    const starting = new Portal(port, servers.child, backend.child, 0, {
      clusters: [],
    } as never);
    const status = await starting.synced();
    const synced = Date.now();
    const { since = synced } = await starting.traffic();
    await starting.quiet();
    return new Portal(
      port,
      servers.child,
      backend.child,
      (synced - since) / 1_000,
      status,
    );
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', path, headers);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.call(
      'POST',
      path,
      { 'content-type': 'application/json' },
      JSON.stringify(body),
    );
  }

  traffic(): Promise<Traffic> {
    return this.apiServers.ask('traffic');
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.backend.stop();
    await this.apiServers.stop();
  }

  private async synced(): Promise<ClustersDto> {
    for (;;) {
      const { status, body } = await this.get('/api/flux-delivery/clusters');
      const answer =
        status === 200 && (JSON.parse(body.toString()) as ClustersDto);
      if (
        answer &&
        answer.clusters.length > 0 &&
        answer.clusters.every(({ state }) => state === 'synced')
      ) {
        return answer;
      }
      await pause(250);
    }
  }

  /** Pods are sampled after the first lists. */
  private async quiet(): Promise<void> {
    let before = -1;
    for (;;) {
      const { requests } = await this.traffic();
      const sum = Object.values(requests).reduce((a, b) => a + b, 0);
      if (sum === before) {
        return;
      }
      before = sum;
      await pause(QUIET_MS);
    }
  }

  private call(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer> {
    const begun = process.hrtime.bigint();
    return new Promise((done, fail) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          method,
          path,
          agent: this.agent,
          headers: { authorization: `Bearer ${TOKEN}`, ...headers },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () =>
            done({
              status: response.statusCode!,
              body: Buffer.concat(chunks),
              etag: response.headers.etag,
              ms: Number(process.hrtime.bigint() - begun) / 1e6,
            }),
          );
        },
      );
      sent.on('error', fail);
      sent.end(body);
    });
  }
}

const pause = (ms: number) => new Promise(done => setTimeout(done, ms));
