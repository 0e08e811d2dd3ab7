import { verdictOn } from './tellSegment';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { HelmRelease, HelmSnapshot } from '../flux/objects';
import { podTemplateOf } from '../kube/podTemplate';
import type { Pod } from '../kube/workloads';
import { describeRef } from '../paths/describeRef';
import type { ResolvedWorkload } from '../paths/DeliveryPath';
import type { PreviousVersion } from './Narrative';
import { imageInWords, listed, utc } from './words';

const MOST_WORKLOADS = 3;

/**
 * What the workloads declare and what their pods run, and which revisions lead there. What was before is told only where the
 * cluster or a record tells it.
 */
export function tellChange(
  target: JudgedTarget,
  previous: PreviousVersion | undefined,
): string {
  if (target.binding === 'notAuthorized' || target.binding === 'notVerified') {
    return 'Not known.';
  }
  const seen = target.workloads.filter(({ workload }) => workload);
  return [
    ...seen.slice(0, MOST_WORKLOADS).map(tellWorkload),
    ...(seen.length > MOST_WORKLOADS
      ? [`There are ${seen.length - MOST_WORKLOADS} workloads more.`]
      : []),
    ...(seen.length === 0 ? [withoutWorkloads(target)] : []),
    ...tellRevisions(target),
    ...tellHelm(target),
    ...(previous
      ? [
          `${previous.version} was in place before${
            previous.until ? `, until ${utc(previous.until)}` : ''
          }, as recorded.`,
        ]
      : []),
  ].join(' ');
}

function withoutWorkloads(target: JudgedTarget): string {
  const missing = target.workloads.length > 0;
  return verdictOn(target, 'rollout')?.verdict === 'unknown'
    ? 'What the workloads declare and run is not known.'
    : `No workload ${
        missing ? 'is there' : 'was seen'
      }, so that nothing can be told of what it declares and runs.`;
}

function tellWorkload({ ref, workload, pods }: ResolvedWorkload): string {
  const template = workload && podTemplateOf(workload.object);
  const declared = (template?.spec?.containers ?? []).flatMap(
    ({ name, image }) => (typeof image === 'string' ? [{ name, image }] : []),
  );
  const name = describeRef(ref);
  if (declared.length === 0) {
    return `${name} does not tell which images it declares.`;
  }
  const images = listed(declared.map(({ image }) => imageInWords(image)));
  return `${name} declares ${images}; ${tellPods(pods, declared)}.`;
}

function tellPods(
  sample: ResolvedWorkload['pods'],
  declared: { name: string; image: string }[],
): string {
  if (!sample) {
    return 'its pods were not looked at';
  }
  if (sample.error) {
    return 'what its pods run could not be listed';
  }
  const live = sample.pods.filter(isLive);
  if (live.length === 0) {
    return 'it has no pods';
  }
  const running = declared.flatMap(({ name }) => runningIn(name, live));
  const scope = sample.truncated
    ? `of the ${live.length} pods that were looked at`
    : `of ${live.length} pods`;
  const isOne = live.length === 1 && !sample.truncated;
  return running.length > 0
    ? listed(
        countsOf(running).map(([image, count]) =>
          isOne
            ? `its one pod runs ${image}`
            : `${count} ${scope} ${count === 1 ? 'runs' : 'run'} ${image}`,
        ),
      )
    : nothingRuns(isOne ? undefined : scope);
}

function nothingRuns(scope: string | undefined): string {
  return scope
    ? `none ${scope} runs a container`
    : 'its one pod runs no container';
}

function isLive({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status?.phase !== 'Succeeded' &&
    status?.phase !== 'Failed'
  );
}

/** The images of a container in the pods where it runs. */
function runningIn(container: string, pods: readonly Pod[]): string[] {
  return pods.flatMap(({ spec, status }) => {
    const state = status?.containerStatuses?.find(
      ({ name }) => name === container,
    );
    const image =
      spec?.containers?.find(({ name }) => name === container)?.image ??
      state?.image;
    const runs = state?.ready === true || state?.state?.running !== undefined;
    return runs && image ? [imageInWords(image)] : [];
  });
}

function countsOf(items: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function tellRevisions(target: JudgedTarget): string[] {
  const { revision, newer } = verdictOn(target, 'reconcile') ?? {};
  if (!newer || newer.raw === revision?.raw) {
    return [];
  }
  return [
    revision
      ? `In place is ${revision.short}; the newer ${newer.short} is not.`
      : `The newest revision is ${newer.short}; nothing says that it is in place.`,
  ];
}

function tellHelm({ applierRef, applier }: JudgedTarget): string[] {
  const history =
    applierRef?.kind === 'HelmRelease'
      ? (applier?.object as HelmRelease | undefined)?.status?.history
      : undefined;
  const [newest, before] = Array.isArray(history) ? history : [];
  return newest && before
    ? [
        `The newest Helm release is ${releaseInWords(
          newest,
        )}; before it was ${releaseInWords(before)}.`,
      ]
    : [];
}

function releaseInWords({ version, chartVersion, status }: HelmSnapshot) {
  return `v${version ?? '?'} of chart ${chartVersion ?? '(not told)'} (${
    status ?? 'state not told'
  })`;
}
