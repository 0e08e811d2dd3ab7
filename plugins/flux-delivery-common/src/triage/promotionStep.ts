import { fact } from '../divergence/evidence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { list } from '../divergence/rollout/shape';
import type { Evidence } from '../divergence/SegmentVerdict';
import type { FluxAuxiliary, Kustomization, Source } from '../flux/objects';
import { parseRevision, readableRevision } from '../flux/revision';
import type { Observed } from '../kube/KubeObject';
import { tellSegments, verdictOn } from '../narrative/tellSegment';
import { listed, oneLine, utc } from '../narrative/words';
import { displayRef } from '../kube/ObjectRef';
import { checkedBeside, checkedFor, hasData, isSeen, onlyNew } from './checks';
import { blindKinds, gapsOf } from './gaps';
import type { TriageStep } from './Triage';
import type { TriageContext } from './TriageContext';

/** What Flux copies into its events: who annotates an applier with it claims something, and proves nothing. */
const EVENT_METADATA = 'event.toolkit.fluxcd.io/';
const ORIGIN_REVISION = 'org.opencontainers.image.revision';
const ORIGIN_SOURCE = 'org.opencontainers.image.source';
const MOST_CLAIMS = 5;
const LONGEST_CLAIM = 120;
const AUTOMATION = ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation'];

interface Told {
  text: string;
  evidence: Evidence[];
}

/**
 * Step 2. Who promoted what and when is written in no cluster; told is what image automation pushed, where an artifact says it
 * comes from, and what annotations claim.
 */
export function promotionStep(
  target: JudgedTarget,
  { view }: TriageContext,
): Omit<TriageStep, 'id' | 'question'> {
  const verdict = verdictOn(target, 'promotion');
  const known = hasData(target) && verdict?.verdict !== 'unknown';
  const push = known ? pushBy(target) : undefined;
  const told = known
    ? [push, originOf(target), claimsOf(target)].filter(
        (each): each is Told => each !== undefined,
      )
    : [];
  const evidence = onlyNew(
    target,
    told.flatMap(each => each.evidence),
  );
  return {
    answer: [
      tellSegments(target, ['promotion']),
      ...told.map(({ text }) => text),
      ...(push
        ? []
        : ['Who promoted it, when, and by which pipeline is not recorded.']),
    ].join(' '),
    // What is consumed may be fine; the question is who promoted it, and of that nothing is known.
    verdict:
      isSeen(verdict) && verdict.verdict === 'ok' && !push
        ? 'notObserved'
        : verdict?.verdict ?? 'unknown',
    segments: ['promotion'],
    checked: [...checkedFor(target, ['promotion']), ...checkedBeside(evidence)],
    notChecked: [
      ...gapsOf(target, ['promotion']),
      ...(known ? blindKinds(target, view, AUTOMATION) : []),
      {
        what: 'promotion record',
        why: 'no record of promotions is kept yet',
        reason: 'notRecorded',
      },
    ],
    ...(evidence.length > 0 && { evidence }),
  };
}

/** The commit that image automation pushed last, and whether it is the one that the source holds. */
function pushBy({ imageAutomation, sources }: JudgedTarget): Told | undefined {
  const automation = list(imageAutomation).find(
    ({ ref }) => ref.kind === 'ImageUpdateAutomation',
  ) as Observed<FluxAuxiliary> | undefined;
  const { lastPushCommit: commit, lastPushTime } =
    automation?.object.status ?? {};
  if (!automation || typeof commit !== 'string' || commit === '') {
    return undefined;
  }
  const artifact = (sources[0]?.source?.object as Source | undefined)?.status
    ?.artifact?.revision;
  const holds =
    parseRevision(artifact ?? '').commit === commit.toLowerCase()
      ? ', which is what the source holds'
      : '';
  return {
    text: `${displayRef(automation.ref)} pushed commit ${commit.slice(0, 7)}${
      lastPushTime ? ` at ${utc(lastPushTime)}` : ''
    }${holds}.`,
    evidence: [
      ...fact(automation, 'status.lastPushCommit', commit),
      ...fact(automation, 'status.lastPushTime', lastPushTime),
    ],
  };
}

/** The commit that a packaged artifact says it was made from. */
function originOf({ applier, sources }: JudgedTarget): Told | undefined {
  const source = sources[0]?.source as Observed<Source> | undefined;
  const metadata = source?.object.status?.artifact?.metadata;
  const made = metadata?.[ORIGIN_REVISION];
  const applied = (applier?.object as Kustomization | undefined)?.status
    ?.lastAppliedOriginRevision;
  const revision = made ?? applied;
  if (typeof revision !== 'string' || revision === '') {
    return undefined;
  }
  const from = metadata?.[ORIGIN_SOURCE];
  return {
    text: `The artifact says that it was made from ${
      readableRevision(revision)?.short ?? revision
    }${typeof from === 'string' && from ? ` of ${cut(from)}` : ''}.`,
    evidence: [
      ...(source && made !== undefined
        ? [
            ...fact(
              source,
              `status.artifact.metadata[${ORIGIN_REVISION}]`,
              made,
            ),
            ...fact(source, `status.artifact.metadata[${ORIGIN_SOURCE}]`, from),
          ]
        : []),
      ...(applier && made === undefined
        ? fact(applier, 'status.lastAppliedOriginRevision', applied)
        : []),
    ],
  };
}

function claimsOf({ applier }: JudgedTarget): Told | undefined {
  const claims = Object.entries(applier?.object.metadata.annotations ?? {})
    .filter(
      ([name, value]) =>
        name.startsWith(EVENT_METADATA) &&
        typeof value === 'string' &&
        value.trim() !== '',
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST_CLAIMS);
  if (!applier || claims.length === 0) {
    return undefined;
  }
  const facts = claims.flatMap(([name, value]) =>
    fact(applier, `metadata.annotations[${name}]`, value),
  );
  return {
    text: `Annotations claim ${listed(
      facts.map(
        ({ value }, index) =>
          `${claims[index][0].slice(EVENT_METADATA.length)} ${cut(value)}`,
      ),
    )}.`,
    evidence: facts,
  };
}

function cut(text: string): string {
  const line = oneLine(text);
  return line.length > LONGEST_CLAIM
    ? `${line.slice(0, LONGEST_CLAIM)}…`
    : line;
}
