import { list } from '../kube/list';
import type { ReplicaSet, Workload } from '../kube/workloads';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { DeliveredImage } from './Delivery';
import { instant } from './plainValues';
import {
  type Bearer,
  bearersOf,
  declaredImages,
  restartsOf,
  templateOf,
} from './unitContent';

const REVISION = 'deployment.kubernetes.io/revision';
/** The revisions that a ReplicaSet had before it was used again: `1,3`. */
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';

/** A pod template that a Deployment had, as one of its ReplicaSets tells: it is made when its template comes for the first time. @public */
export interface FormerTemplate {
  /** Of the ReplicaSet. */
  uid: string;
  revision: number;
  /** RFC 3339. */
  createdAt: string;
  /** Names the template of the workload; opaque. */
  template: [workload: string, hash: string | undefined];
  /** Its restart annotations; opaque. */
  restarts: [workload: string, restarts: string][];
  images: DeliveredImage[];
  /** True where more may have come between this one and the next, or the present: what came again is not told by a time. */
  isTorn: boolean;
  /** True where the Deployment has it now. */
  isPresent: boolean;
}

/** The templates of one Deployment, the oldest first. @public */
export type WorkloadPast = FormerTemplate[];

interface MadeSet {
  set: ReplicaSet;
  createdAt: string;
  revision: number;
  /** The revision that it was made for; undefined where that is not kept. */
  first?: number;
}

/**
 * What ReplicaSets tell of the templates that workloads had. Undefined where that is not known of all of them: another kind, or
 * ReplicaSets that were not listed.
 */
export function formerTemplates(
  bearers: readonly Bearer[],
): WorkloadPast[] | undefined {
  const pasts = bearers.flatMap(bearer => pastOf(bearer) ?? []);
  const isWhole = pasts.length > 0 && pasts.length === bearers.length;
  return isWhole ? pasts : undefined;
}

/**
 * Whether the ReplicaSets of some Deployment of a target were not listed yet, and those of all would tell what was there before.
 *
 * @public
 */
export function awaitsReplicaSets(target: ResolvedTarget): boolean {
  const bearers = bearersOf(target);
  return (
    bearers.every(isDeployment) &&
    bearers.some(({ resolved }) => !resolved.pods)
  );
}

/** Itself, not what another workload drives: of that no ReplicaSets are listed. */
function isDeployment({ workload, resolved }: Bearer): boolean {
  const { group, kind } = workload.ref;
  return (
    group === 'apps' && kind === 'Deployment' && resolved.workload === workload
  );
}

function pastOf(bearer: Bearer): [WorkloadPast] | undefined {
  const { workload, resolved } = bearer;
  const sample = resolved.pods;
  const { spec, metadata } = workload.object as Workload;
  // While it is paused, templates come and go without a ReplicaSet.
  if (!isDeployment(bearer) || !sample || sample.error || spec?.paused) {
    return undefined;
  }
  const sets = setsOf(sample.replicaSets, metadata.creationTimestamp);
  const newest = Math.max(...sets.map(({ revision }) => revision));
  const past = sets.map((each, at): FormerTemplate => {
    const { set, createdAt, revision, first } = each;
    const next = sets[at + 1];
    const isPresent = revision === newest && isTemplateOf(set, bearer);
    return {
      uid: set.metadata.uid ?? '',
      revision,
      createdAt,
      template: templateOf(bearer.name, set),
      restarts: restartsOf(bearer.name, set),
      images: declaredImages(workload.ref, set),
      isTorn: next
        ? first === undefined || next.first !== first + 1
        : !isPresent || first !== revision,
      isPresent,
    };
  });
  return past.length > 0 ? [past] : undefined;
}

/** In the order in which they were made. Those that are older than their Deployment were put back with it: their times tell nothing. */
function setsOf(
  replicaSets: readonly ReplicaSet[],
  deployedAt: string | undefined,
): MadeSet[] {
  const since = instant(deployedAt);
  const known = list(replicaSets).flatMap((set): MadeSet[] => {
    const { metadata } = set;
    const createdAt = instant(metadata.creationTimestamp);
    const revision = numberIn(metadata.annotations?.[REVISION]);
    return createdAt && revision && metadata.template
      ? [{ set, createdAt, revision }]
      : [];
  });
  return known
    .map(each => ({ ...each, first: firstRevision(each, known) }))
    .filter(
      ({ createdAt, first }) =>
        since !== undefined &&
        (createdAt > since || (createdAt === since && first === 1)),
    )
    .sort(
      (a, b) =>
        a.createdAt.localeCompare(b.createdAt) ||
        (a.first ?? a.revision) - (b.first ?? b.revision),
    );
}

/** A rollback gives a ReplicaSet a new revision; the time when it was made stays. */
function firstRevision(
  { set, createdAt, revision }: MadeSet,
  all: readonly MadeSet[],
): number | undefined {
  const before = set.metadata.annotations?.[REVISION_HISTORY];
  if (before) {
    return numberIn(before.split(',')[0]);
  }
  const isUsedAgain = all.some(
    other => other.createdAt > createdAt && other.revision < revision,
  );
  return isUsedAgain ? undefined : revision;
}

function isTemplateOf(set: ReplicaSet, { workload }: Bearer): boolean {
  const [own, now] = [set, workload.object].map(
    ({ metadata }) => metadata.template,
  );
  return own?.hash === now?.hash && own?.restarts === now?.restarts;
}

function numberIn(text: string | undefined): number | undefined {
  return text && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
