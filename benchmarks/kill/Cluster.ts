import type { ChildProcess } from 'node:child_process';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import type { PlayedUnit } from '../history/PlayedUnit';

const STEPS = 7;

export const pause = (ms: number) =>
  new Promise(resolve => setTimeout(resolve, ms));

/** What an API server would tell: all objects as they are, and each version as it comes to whoever is connected. */
export class Cluster {
  /** How many releases of each unit have ended. */
  released = 0;
  private readonly held = new Map<string, KubeObject>();
  private listener?: ChildProcess;
  private running = true;

  constructor(private readonly units: readonly PlayedUnit[]) {
    units.flatMap(unit => unit.first()).forEach(object => this.put(object));
  }

  connect(replica: ChildProcess): void {
    replica.send({ list: [...this.held.values()] });
    this.listener = replica;
  }

  disconnect(): void {
    this.listener = undefined;
  }

  /** One release after the other, at so many versions a second, until it is stopped; what has begun is finished. */
  async play(rate: number): Promise<void> {
    for (let round = 1; this.running; round += 1) {
      const stories = this.units.map(unit => unit.release(round));
      for (let step = 0; step < STEPS; step += 1) {
        for (const story of stories) {
          this.put(story.next().value);
          await pause(1000 / rate);
        }
      }
      this.released = round;
    }
  }

  stop(): void {
    this.running = false;
  }

  private put(object: KubeObject): void {
    this.held.set(`${object.kind}/${object.metadata.name}`, object);
    if (this.listener?.connected) {
      this.listener.send({ object });
    }
  }
}
