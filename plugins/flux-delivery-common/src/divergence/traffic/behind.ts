import type { Pod } from '../../kube/workloads';
import type {
  ResolvedService,
  ResolvedTarget,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { commonVersionOf, declaredVersion } from '../describeVersion';
import { perContext } from '../perContext';
import { podsByAge } from '../rollout/newestPods';
import { list } from '../rollout/shape';
import { readyEndpoints } from './endpoints';
import type { Located } from './Located';
import { strangersBehind, type Stranger } from './strangers';
import { selectedBy, workloadsOf } from './targetWorkloads';

/** What stands behind one Service of a target. */
export interface Behind {
  service: ResolvedService;
  endpoints: Located[];
  /** The workloads of the target that it selects. What was left behind is among them only where nothing else is left. */
  selected: ResolvedWorkload[];
  /** What those declare, where they agree. */
  version?: string;
  /** Of the ready endpoints, the pods of the newest template. */
  newest: Pod[];
  older: Pod[];
  /** Ready endpoints that are pods of other workloads with another version. */
  strangers: Beside[];
  /** Ready endpoints that are pods of other workloads with the same version: as good as our own. */
  alike: Pod[];
  /** Ready endpoints whose pod is in no sample, or does not tell of which template it is. */
  unproven: number;
  /** Those of them whose pod was seen. */
  untold: number;
}

/** The ready pods of one stranger. */
export interface Beside {
  stranger: Stranger;
  version?: string;
  pods: Pod[];
}

const agesOf = perContext(({ workload, pods }: ResolvedWorkload) =>
  workload
    ? podsByAge(workload.object, pods)
    : { newest: [], older: [], untold: [] },
);

/** What stands behind each Service of a target, by Service. */
export const behindServices = perContext(
  (target: ResolvedTarget, context): ReadonlyMap<ResolvedService, Behind> => {
    const ours = workloadsOf(target, context);
    const behind = (service: ResolvedService): Behind => {
      const all = selectedBy(service, ours);
      const kept = all.filter(one => !ours.leftBehind.has(one));
      const selected = kept.length > 0 ? kept : all;
      const endpoints = readyEndpoints(service);
      const names = endpoints.map(
        ({ endpoint }) => endpoint.targetRef?.name ?? '',
      );
      const ages = selected.map(one => agesOf(one, context));
      const untold = byName(ages.flatMap(age => age.untold));
      const newest = byName(
        ages
          .flatMap(age => age.newest)
          .filter(({ metadata }) => !untold.has(metadata.name)),
      );
      const others = names.filter(name => !newest.has(name));
      const version = versionOf(selected);
      const strangers =
        others.length > 0
          ? strangersBehind(service, target, context).filter(
              one => !selected.includes(one),
            )
          : [];
      const { beside, claimed } = besideThem(strangers, others);
      const rest = others.filter(name => !claimed.has(name));
      const older = byName(ages.flatMap(age => age.older));
      const isAlike = (one: Beside) =>
        one.version !== undefined && one.version === version;
      return {
        service,
        endpoints,
        selected,
        version,
        newest: names.flatMap(name => newest.get(name) ?? []),
        older: rest.flatMap(name => older.get(name) ?? []),
        strangers: beside.filter(one => !isAlike(one)),
        alike: beside.filter(isAlike).flatMap(({ pods }) => pods),
        unproven: rest.filter(name => !older.has(name)).length,
        untold: rest.filter(name => untold.has(name)).length,
      };
    };
    return new Map(target.services.map(one => [one, behind(one)]));
  },
);

/** Which of the endpoints are pods of which stranger. */
function besideThem(strangers: readonly Stranger[], names: readonly string[]) {
  const claimed = new Set<string>();
  const beside = strangers.flatMap((stranger): Beside[] => {
    const theirs = byName(list(stranger.pods?.pods));
    const pods = names
      .filter(name => !claimed.has(name))
      .flatMap(name => theirs.get(name) ?? []);
    pods.forEach(({ metadata }) => claimed.add(metadata.name));
    return pods.length > 0
      ? [{ stranger, pods, version: commonVersionOf(pods.flatMap(imagesOf)) }]
      : [];
  });
  return { beside, claimed };
}

function byName(pods: readonly Pod[]): Map<string, Pod> {
  return new Map(pods.map(pod => [pod.metadata.name, pod]));
}

function versionOf(selected: readonly ResolvedWorkload[]): string | undefined {
  const versions = new Set(
    selected.map(({ workload }) => declaredVersion(workload?.object)),
  );
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** The images that a pod declares. */
export function imagesOf(pod: Pod): string[] {
  return list(pod.spec?.containers).flatMap(({ image }) =>
    image ? [image] : [],
  );
}
