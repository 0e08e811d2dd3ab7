import type { FluxAuxiliary, Source } from '../flux/objects';
import type { ReadableRevision } from '../flux/ReadableRevision';
import { parseRevision, readableRevision } from '../flux/revision';
import { sourceRefOf } from '../flux/sourceRef';
import type { Observed } from '../kube/KubeObject';
import { displayRef, keyOf } from '../kube/ObjectRef';
import { toMillis } from '../kube/time';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { after, durationOr, isBefore, MINUTE } from './deadline';
import { fact } from './evidence';
import { automationsOf, chosenNotDeclared } from './imageAutomation';
import { inProgress, type Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import type { Note } from './SegmentVerdict';

/** A commit of image automation that the source does not hold. */
interface Push {
  automation: Observed<FluxAuxiliary>;
  source: Observed<Source>;
  commit: string;
  at: string;
  /** Where it went. */
  branches: string[];
  newer?: ReadableRevision;
}

/** Pushes to a repository that a target reads, since what its source holds was fetched; the newest first. */
function pushesBeyond(target: ResolvedTarget): Push[] {
  const automations = automationsOf(target);
  return target.sources
    .flatMap(({ source }) => (source ? [source as Observed<Source>] : []))
    .flatMap(source =>
      automations.flatMap(automation => pushBeyond(automation, source) ?? []),
    )
    .sort((a, b) => (toMillis(b.at) ?? 0) - (toMillis(a.at) ?? 0));
}

function pushBeyond(
  automation: Observed<FluxAuxiliary>,
  source: Observed<Source>,
): Push | undefined {
  const { lastPushCommit: commit, lastPushTime: at } =
    automation.object.status ?? {};
  const written = sourceRefOf(automation.ref, automation.object);
  const { artifact } = source.object.status ?? {};
  const isNewer =
    isBefore(artifact?.lastUpdateTime, at) &&
    parseRevision(artifact?.revision ?? '').hash !== commit;
  if (
    !commit ||
    !at ||
    !isNewer ||
    !written ||
    keyOf(written) !== keyOf(source.ref)
  ) {
    return undefined;
  }
  const branches = branchesOf(automation.object, source.object);
  const newer = readableRevision(
    `${readBranchOf(source.object) ?? branches[0] ?? 'HEAD'}@sha1:${commit}`,
  );
  return { automation, source, commit, at, branches, newer };
}

/**
 * The branches that an automation pushes to: the one that it names, else the one that it checks out, which is that of the source unless it
 * says otherwise; and where its refspec leads, beside that.
 */
function branchesOf({ spec }: FluxAuxiliary, { spec: read }: Source): string[] {
  const { push, checkout } = spec?.git ?? {};
  const checkedOut = checkout ? checkout.ref?.branch : read?.ref?.branch;
  return [push?.branch || checkedOut, destinationOf(push?.refspec)].filter(
    branch => branch !== undefined && branch !== '',
  ) as string[];
}

/** `refs/heads/main:refs/heads/auto` leads to `auto`, `HEAD:refs/for/main` to a review and to no branch. */
function destinationOf(refspec: string | undefined): string | undefined {
  const to = refspec?.split(':').pop() ?? '';
  if (to.startsWith('refs/')) {
    return /^refs\/heads\/(.+)$/.exec(to)?.[1];
  }
  return to || undefined;
}

/** The branch that a GitRepository follows; undefined where it stays on a tag, a range of tags or a commit. */
function readBranchOf({ spec }: Source): string | undefined {
  const { commit, name, semver, tag, branch } = spec?.ref ?? {};
  if (commit) {
    return undefined;
  }
  if (name) {
    return /^refs\/heads\/(.+)$/.exec(name)?.[1];
  }
  return semver || tag ? undefined : branch || 'master';
}

function arrives({ branches, source }: Push): boolean {
  const read = readBranchOf(source.object);
  return read !== undefined && branches.includes(read);
}

/** The newest push to the branch that the source reads, where it holds an older one. */
export function pushedBeyond(target: ResolvedTarget): Push | undefined {
  return pushesBeyond(target).find(arrives);
}

/** A push that does not arrive by itself is no divergence: somebody has to merge it, which nobody here can see. */
export function mergeNotes(target: ResolvedTarget): Note[] {
  const waiting = chosenNotDeclared(target);
  return pushesBeyond(target)
    .filter(
      push =>
        !arrives(push) &&
        waiting.some(
          ({ policy }) =>
            policy.ref.namespace === push.automation.ref.namespace,
        ),
    )
    .map(({ automation, source, commit, branches }) => ({
      class: 'awaits-merge',
      summary: `${displayRef(automation.ref)} pushed ${commit.slice(0, 7)}${
        branches.length > 0 ? ` to ${branches.join(' and ')}` : ''
      }, which ${displayRef(
        source.ref,
      )} does not read: it gets here once somebody has merged it.`,
    }));
}

/** A commit of an automation that the source has not fetched yet. */
export function pushOnItsWay(
  target: ResolvedTarget,
  context: JudgeContext,
): Judgement | undefined {
  const push = pushedBeyond(target);
  if (!push || push.source.object.spec?.suspend) {
    return undefined;
  }
  const { automation, source, commit, at, newer } = push;
  const { artifact } = source.object.status ?? {};
  const what = newer?.short ?? commit;
  return inProgress(
    {
      headline: `${what} pushed, not fetched yet`,
      summary: `${displayRef(
        automation.ref,
      )} pushed ${what}, which was not fetched yet.`,
      newer,
      revision: readableRevision(artifact?.revision),
      at,
      atWord: 'pushed',
      expectedBy: after(
        at,
        durationOr(source.object.spec?.interval, MINUTE) * 1.05 +
          durationOr(source.object.spec?.timeout, MINUTE),
      ),
      evidence: [
        ...fact(automation, 'status.lastPushCommit', commit),
        ...fact(source, 'status.artifact.revision', artifact?.revision),
      ],
    },
    context.now,
    {
      headline: `${what} never fetched`,
      summary: `${displayRef(
        automation.ref,
      )} pushed ${what}, which should have been fetched by now.`,
      class: 'promotion-not-arrived',
    },
  );
}
