import type { Denial } from './apiServer/AccessRules';

/** Narrows a fault to some requests; absent fields mean: all. */
export interface FaultScope {
  /** Plural name of the resource, as in the URL. */
  resource?: string;
  verbs?: ('get' | 'list' | 'watch' | 'patch')[];
  /** The fault ends after so many requests. */
  times?: number;
}

/** What can go wrong between a client and an API server. */
export type Fault = FaultScope &
  (
    | { type: 'delay'; ms: number }
    /** The body comes in pieces, with a pause before each. */
    | { type: 'slow'; chunkBytes: number; pauseMs: number }
    /** Streams stay open and say nothing more, not even bookmarks. */
    | { type: 'silence' }
    | { type: 'throttle'; retryAfterSeconds: number }
    | { type: 'serverError'; code: number }
    /** Answers 410 over HTTP. */
    | { type: 'expired' }
    /** Answers 200, then one ERROR frame with 410 in a watch. */
    | { type: 'expiredFrame' }
    /** One line of a stream is no JSON. */
    | { type: 'garbage' }
    /** The connection is closed without an answer. */
    | { type: 'hangUp' }
  );

export type FaultType = Fault['type'];

/** The faults of one cluster. What is injected holds until it is taken back, or its `times` are used up. */
export class Faults {
  private active: Fault[] = [];

  /** Returns a function that takes the fault back. */
  inject(fault: Fault): () => void {
    const own = { ...fault };
    this.active.push(own);
    return () => {
      this.active = this.active.filter(other => other !== own);
    };
  }

  clear(): void {
    this.active = [];
  }

  /** The faults that hit this request; each counts as used. */
  take(verb: string, resource: string): Fault[] {
    const hits = this.active.filter(fault =>
      hitsRequest(fault, verb, resource),
    );
    for (const fault of hits) {
      if (fault.times !== undefined) {
        fault.times -= 1;
      }
    }
    this.active = this.active.filter(
      fault => fault.times === undefined || fault.times > 0,
    );
    return hits;
  }

  /** True while streams of this resource must say nothing. */
  silences(resource: string): boolean {
    return this.active.some(
      fault =>
        fault.type === 'silence' && hitsRequest(fault, 'watch', resource),
    );
  }
}

function hitsRequest(fault: Fault, verb: string, resource: string): boolean {
  return (
    (fault.resource === undefined || fault.resource === resource) &&
    (fault.verbs === undefined || (fault.verbs as string[]).includes(verb))
  );
}

export type { Denial };
