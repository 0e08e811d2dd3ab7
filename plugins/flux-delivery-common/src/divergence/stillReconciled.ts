import { timeoutOf } from '../flux/longestPass';
import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import { conditionIs, findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { list } from '../kube/list';
import { displayRef } from '../kube/ObjectRef';
import { later } from '../kube/time';
import { after, durationOr, isBefore, MINUTE, PICK_UP } from './deadline';
import { fact } from './evidence';
import type { Judgement } from './Judgement';
import { notWorking } from './notReconciled';
import { HANDLED_FIELD, REQUEST_FIELD, requestOf } from './reconcileRequest';
import type { Evidence } from './SegmentVerdict';

/** So much later than at its interval a pass may come where a controller has hundreds of objects and a few workers. */
const BUSY = 10 * MINUTE;
const DEFAULT_INTERVAL = 10 * MINUTE;

/** The sources whose controller notes which request it answered last. */
const ANSWERING = [
  'GitRepository',
  'OCIRepository',
  'Bucket',
  'HelmRepository',
  'HelmChart',
];

/** Something that a controller has to give until some time. */
interface Expected {
  /** RFC 3339: the latest time. */
  due: string | undefined;
  headline: string;
  /** That it was not given, as a clause about the object. */
  missed: string;
  at?: string;
  atWord: string;
  evidence: Evidence[];
}

/**
 * What was good is good as long as somebody looks. An applier over which no pass has come for long, or which was asked for one and gives
 * no answer, is as it was left: whether the cluster still is as declared cannot be told.
 */
export function whileReconciled(
  judgement: Judgement,
  applier: Observed,
  now: string,
): Judgement {
  const { spec } = applier.object as Kustomization;
  return applier.ref.kind === 'Kustomization'
    ? whileControlled(judgement, applier, now, 'kustomize-controller', [
        nextPass(applier as Observed<Kustomization>),
        answer(applier, timeoutOf(spec)),
      ])
    : whileControlled(judgement, applier, now, 'helm-controller', [
        nextPassOfRelease(applier as Observed<HelmRelease>),
        answer(applier, durationOr(spec?.timeout, 5 * MINUTE)),
      ]);
}

/** A source that looks and finds nothing new leaves no trace: only a request without an answer tells that nobody looks. */
export function whileAnswering(
  judgement: Judgement,
  source: Observed,
  now: string,
): Judgement {
  const { spec } = source.object as Source;
  return ANSWERING.includes(source.ref.kind)
    ? whileControlled(judgement, source, now, 'source-controller', [
        answer(source, durationOr(spec?.timeout, MINUTE)),
      ])
    : judgement;
}

function whileControlled(
  judgement: Judgement,
  { ref }: Observed,
  now: string,
  controller: string,
  expected: readonly (Expected | undefined)[],
): Judgement {
  const missing =
    judgement.verdict === 'ok'
      ? expected.find(one => one && isBefore(one.due, now))
      : undefined;
  if (!missing) {
    return judgement;
  }
  const { headline, missed, at, atWord, due, evidence } = missing;
  return {
    verdict: 'unknown',
    unknownReason: 'notReconciled',
    ...(judgement.revision && { revision: judgement.revision }),
    headline,
    summary: `${displayRef(ref)} ${missed}: ${notWorking(
      controller,
    )}. Last known: ${judgement.headline}.`,
    detail: `last known: ${judgement.headline}`,
    since: due,
    ...(at && {
      at,
      atWord,
      lastKnown: {
        verdict: judgement.verdict,
        headline: judgement.headline,
        at,
      },
    }),
    evidence: [...evidence, ...judgement.evidence],
  };
}

/**
 * The next pass over a Kustomization, counted from the last. Since Flux 2.7 the history tells of every pass that applied; without one
 * nothing is known. Passes that end before that renew Ready alone.
 */
function nextPass(applier: Observed<Kustomization>): Expected | undefined {
  const { spec, status } = applier.object;
  const told = list(status?.history)
    .map(({ lastReconciled }) => lastReconciled)
    .reduce<string | undefined>(later, undefined);
  const ready = findCondition(applier.object, 'Ready');
  const interval = durationOr(spec?.interval, DEFAULT_INTERVAL);
  const wait =
    ready?.status === 'True'
      ? interval
      : Math.max(interval, durationOr(spec?.retryInterval, 0));
  return told === undefined
    ? undefined
    : passAfter(
        later(told, ready?.lastTransitionTime),
        2 * wait + timeoutOf(spec),
        [
          ...fact(applier, 'status.history[].lastReconciled', told),
          ...fact(applier, 'spec.interval', spec?.interval),
        ],
      );
}

/**
 * The next pass over a HelmRelease. A pass with nothing to do sets Reconciling and takes it away again, which leaves the time of the write
 * behind and nothing else; so it is from Flux 2.8 on, which writes an inventory. One that failed for good waits for a change, not for a pass.
 */
function nextPassOfRelease(
  applier: Observed<HelmRelease>,
): Expected | undefined {
  const { metadata, spec, status } = applier.object;
  const { statusWrittenAt: written } = metadata;
  const hasPasses =
    written !== undefined &&
    status?.inventory !== undefined &&
    conditionIs(applier.object, 'Ready', 'True');
  const longest =
    2 * durationOr(spec?.interval, DEFAULT_INTERVAL) +
    durationOr(spec?.timeout, 5 * MINUTE);
  return hasPasses
    ? passAfter(written, longest, [
        ...fact(applier, 'metadata.managedFields[status].time', written),
        ...fact(applier, 'spec.interval', spec?.interval),
      ])
    : undefined;
}

function passAfter(
  last: string | undefined,
  millis: number,
  evidence: Evidence[],
): Expected {
  return {
    due: after(last, millis + BUSY),
    headline: 'no longer reconciled',
    missed: 'should have been reconciled again by now',
    at: last,
    atWord: 'last pass',
    evidence,
  };
}

/** The answer to a request; undefined where nobody asked, it was answered, or nobody tells when it was asked. */
function answer(observed: Observed, timeout: number): Expected | undefined {
  const { value, at, handled } = requestOf(observed);
  return value && value !== handled && at
    ? {
        due: after(at, PICK_UP + timeout),
        headline: 'asked to look, and did not',
        missed: 'was asked to look, and did not',
        at,
        atWord: 'asked',
        evidence: [
          ...fact(observed, REQUEST_FIELD, `${value}, written at ${at}`),
          ...fact(observed, HANDLED_FIELD, handled ?? 'absent'),
        ],
      }
    : undefined;
}
