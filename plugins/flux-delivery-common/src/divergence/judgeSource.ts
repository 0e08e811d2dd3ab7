import { withCarriedFailure } from '../flux/carriedFailure';
import { kindOf } from '../flux/kinds';
import type { HelmRelease } from '../flux/objects';
import { findCondition } from '../kube/conditions';
import { displayRef } from '../kube/ObjectRef';
import type { ResolvedTarget, SourceLink } from '../paths/DeliveryPath';
import { waitingSince } from './dependencies';
import { conditionFacts, fact, messageOf } from './evidence';
import { withIncluded } from './includedSource';
import { blindTo, noEvidence, withFreshness } from './freshness';
import type { Judgement } from './Judgement';
import { inProgress } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { after, PICK_UP } from './deadline';
import { judgeSourceObject } from './judgeSourceObject';
import { NOT_RECONCILED } from './notReconciled';
import { pushedBeyond } from './pushes';
import { whileAnswering } from './stillReconciled';
import { worstFirst } from './verdictOrder';

/**
 * Segment `source`: what the ref names, against the artifact that Flux holds. The whole chain counts: a chart is as good as
 * the repository that it comes from, and a source that fails keeps its last artifact while its consumers look healthy.
 */
export function judgeSource(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  return withWithheldPush(judgeChain(target, context), target);
}

/** What image automation pushed beyond a suspended source is known to be wanted. */
function withWithheldPush(
  judgement: Judgement,
  target: ResolvedTarget,
): Judgement {
  const push =
    judgement.verdict === 'suspended' ? pushedBeyond(target) : undefined;
  return push?.source.object.spec?.suspend
    ? {
        ...judgement,
        class: 'suspended',
        newer: push.newer,
        detail: `${push.newer?.short ?? push.commit} waits`,
        evidence: [
          ...judgement.evidence,
          ...fact(push.automation, 'status.lastPushCommit', push.commit),
        ],
      }
    : judgement;
}

function judgeChain(target: ResolvedTarget, context: JudgeContext): Judgement {
  if (!target.applierRef) {
    return nothing(
      'not delivered by Flux',
      'No applier of Flux delivers this: there is no source.',
    );
  }
  if (target.sources.length === 0) {
    return withoutSource(target, context);
  }
  const [nearest, ...rest] = target.sources;
  // What makes an ExternalArtifact may be of any kind: of those that are not watched nothing is known, and nothing is missed.
  const upstream = rest.filter(
    ({ ref }) => kindOf(ref.group, ref.kind) !== undefined,
  );
  const judgements = [
    judgeLink(nearest, context, target),
    ...upstream.map(link => judgeLink(link, context)),
  ];
  // Where several fail, the one furthest upstream is what the others fail from.
  const [worst] = worstFirst([...judgements].reverse());
  const [own] = judgements;
  if (
    worst.verdict === 'ok' ||
    worst.verdict === 'inProgress' ||
    worst.unknownReason === 'notReconciled'
  ) {
    const unusable = unusableArtifact(target, nearest);
    if (unusable) {
      return { ...own, ...unusable };
    }
  }
  if (worst.verdict === own.verdict && worst.verdict !== 'diverged') {
    return { ...own, evidence: judgements.flatMap(({ evidence }) => evidence) };
  }
  return {
    ...worst,
    ...(own.revision && {
      revision: own.revision,
      at: own.at,
      atWord: own.atWord,
    }),
    evidence: [
      ...worst.evidence,
      ...judgements.filter(one => one !== worst).flatMap(one => one.evidence),
    ],
  };
}

/** What an applier says while its source has only just begun to make the artifact, or has none. */
const NOT_THERE_YET =
  /not found(?:, retrying|$)|no artifact|does not have an artifact|path not found|latest generation of object/;

/** A source that holds an artifact which its applier cannot get, or does not trust: only the applier can say so. */
function unusableArtifact(
  { applier }: ResolvedTarget,
  { ref }: SourceLink,
): Partial<Judgement> | undefined {
  const held = applier && {
    ...applier,
    object: withCarriedFailure(applier.object),
  };
  const ready = held && findCondition(held.object, 'Ready');
  const message = held && messageOf(held, 'Ready');
  if (
    !held ||
    ready?.status !== 'False' ||
    ready.reason !== 'ArtifactFailed' ||
    !message ||
    NOT_THERE_YET.test(message)
  ) {
    return undefined;
  }
  return {
    verdict: 'diverged',
    headline: 'artifact cannot be used',
    summary: `${displayRef(ref)} holds an artifact that ${displayRef(
      held.ref,
    )} cannot get, or does not trust.`,
    reason: ready.reason,
    message,
    expectedBy: undefined,
    rootCause: {
      ...ref,
      summary: `the artifact of ${displayRef(ref)} cannot be used`,
    },
    evidence: conditionFacts(held, 'Ready'),
  };
}

function nothing(headline: string, summary: string): Judgement {
  return { verdict: 'notObserved', headline, summary, evidence: [] };
}

function withoutSource(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const ref = target.applierRef!;
  if (target.applier) {
    return (
      blindTo(ref, context) ??
      nothing(
        'no source',
        `${displayRef(ref)} names no source that it reads from.`,
      )
    );
  }
  return (
    blindTo(ref, context) ??
    noEvidence(ref, context, {
      headline: 'source not known',
      summary: `${displayRef(
        ref,
      )} does not exist, so that its source cannot be told.`,
      field: 'metadata.name',
    })
  );
}

function judgeLink(
  link: SourceLink,
  context: JudgeContext,
  target?: ResolvedTarget,
): Judgement {
  return withFreshness(link.ref, context, () =>
    link.source
      ? whileAnswering(
          withIncluded(
            judgeSourceObject(link.source, context.now),
            link.source,
            context,
          ),
          link.source,
          context.now,
        )
      : missing(link, context, target),
  );
}

function missing(
  link: SourceLink,
  context: JudgeContext,
  target?: ResolvedTarget,
): Judgement {
  const name = displayRef(link.ref);
  const applier = target?.applier;
  const ready = applier && findCondition(applier.object, 'Ready');
  if (
    applier &&
    link.ref.kind === 'HelmChart' &&
    (!ready || isBeingMade(ready.message))
  ) {
    return chartNotMadeYet(link, target, context);
  }
  const said =
    applier && sourceFailureOf(messageOf(applier, 'Ready'), ready?.reason);
  return {
    verdict: 'diverged',
    class: 'artifact-missing',
    headline: 'source does not exist',
    summary: `${name} does not exist. It is expected: ${link.because}.`,
    ...(applier && said && waitingSince(applier, context)),
    ...(said && { message: said }),
    evidence: [
      {
        object: link.ref,
        field: 'metadata.name',
        value: 'does not exist',
        observedAt: context.now,
      },
      ...(applier && said ? conditionFacts(applier, 'Ready') : []),
    ],
  };
}

/** For some moments after it was made, the chart is there for its controller, and not for us. */
function isBeingMade(message: string | undefined): boolean {
  return /latest generation of object has not been reconciled\s*$/.test(
    message ?? '',
  );
}

/** helm-controller makes the chart on its first pass: before that there is nothing to fetch it. */
function chartNotMadeYet(
  link: SourceLink,
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement {
  const { object } = target.applier!;
  const evidence = [
    {
      object: link.ref,
      field: 'metadata.name',
      value: 'does not exist yet',
      observedAt: context.now,
    },
  ];
  if ((object as HelmRelease).spec?.suspend) {
    return nothing(
      'no chart yet',
      `${displayRef(
        target.applier!.ref,
      )} was suspended before it ever asked for its chart.`,
    );
  }
  return inProgress(
    {
      headline: 'chart not asked for yet',
      summary: 'The HelmRelease is new: its chart has not been asked for yet.',
      expectedBy: after(object.metadata.creationTimestamp, PICK_UP),
      evidence,
    },
    context.now,
    {
      class: NOT_RECONCILED,
      headline: 'chart never asked for',
      summary: `${displayRef(
        target.applier!.ref,
      )} was never reconciled: no controller has asked for its chart.`,
    },
  );
}

/** What a HelmRelease or Kustomization says of its source when it has to wait for it. */
function sourceFailureOf(
  message: string | undefined,
  reason: string | undefined,
): string | undefined {
  return reason === 'SourceNotReady' || reason === 'ArtifactFailed'
    ? message
    : undefined;
}
