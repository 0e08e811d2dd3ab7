import type { SegmentState } from '../history/UnitState';
import type { DeliveryDto } from './historyDto';
import type { Verdict } from '../divergence/SegmentVerdict';

/** One target as it stood. @public */
export interface TargetAtDto {
  targetId: string;
  cluster: string;
  applier: {
    group: string;
    kind: string;
    namespace: string;
    name: string;
  } | null;
  /** The five segments as they were judged then; `unknown` each, where nothing was recorded. */
  segments: SegmentState[];
  /** The worst of them: `unknown` where nothing was recorded. */
  verdict: Verdict;
  /** RFC 3339: when that judgement was recorded; absent where none was. */
  judgedAt?: string;
  /** What Flux was applying: the newest row whose content was in the cluster then, told as it was known then. */
  applied?: DeliveryDto;
  /** What it was trying, where that was something else. */
  attempted?: DeliveryDto;
  /** What was not known then, and what is not known now about then: whole sentences. */
  notKnown: string[];
}

/** @public */
export interface EnvironmentAtDto {
  name: string;
  pinned: boolean;
  verdict: Verdict;
  targets: TargetAtDto[];
}

/**
 * The answer of `GET /entities/…/path?at=`: the path as it stood, from ledger and recorded states. Who owns what, evidence and
 * runbooks are of the present and not in it.
 *
 * @public
 */
export interface PathAtDto {
  entityRef: string;
  /** RFC 3339: the instant that was asked for. */
  at: string;
  /** RFC 3339: when this answer was made. */
  observedAt: string;
  environments: EnvironmentAtDto[];
  /** What holds for the whole path. */
  notKnown: string[];
  /** From the first row of the ledger on something can be told; absent where there is none. */
  knownSince?: string;
  store: 'ledger' | 'liveOnly';
}
