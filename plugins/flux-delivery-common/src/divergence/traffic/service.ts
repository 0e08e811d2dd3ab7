import type { Evidence } from '../SegmentVerdict';
import { displayRef, keyOf } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type {
  ResolvedService,
  ResolvedTarget,
  ResolvedWorkload,
} from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import type { Located } from './Located';
import { judgePorts } from './ports';
import { judgeServedVersion } from './servedVersion';
import { isLeftBehind, strangersBehind } from './strangers';

/**
 * What one Service serves: how many ready endpoints, and which version is behind them.
 */
export function judgeService(
  service: ResolvedService,
  target: ResolvedTarget,
  rollout: Judgement,
  context: JudgeContext,
): Judgement {
  const { spec } = service.service.object;
  const name = displayRef(service.ref);
  if (spec?.type === 'ExternalName') {
    return notObserved(
      'leads outside',
      `${name} is an alias for ${spec.externalName ?? 'a name outside'}.`,
      fact(service.service, 'spec.type', 'ExternalName'),
    );
  }
  const endpoints = readyEndpoints(service);
  const all = selectedBy(service, target, context);
  const leftBehind = all.filter(workload => isLeftBehind(workload, target));
  // Where nothing else is left, it is what serves.
  const selected =
    leftBehind.length < all.length
      ? all.filter(workload => !leftBehind.includes(workload))
      : all;
  if (!spec?.selector || Object.keys(spec.selector).length === 0) {
    return withoutSelector(service, endpoints.length);
  }
  if (endpoints.length === 0) {
    return nobodyServes(service, selected, rollout, context);
  }
  if (selected.length === 0) {
    return notObserved(
      'leads to other pods',
      `${name} selects pods that are not of this target.`,
      selectorFacts(service),
    );
  }
  return (
    judgePorts(service, selected) ??
    judgeServedVersion({
      service,
      endpoints,
      selected,
      strangers: () => [
        ...all.filter(workload => !selected.includes(workload)),
        ...strangersBehind(service, target, context),
      ],
      rollout,
      now: context.now,
    })
  );
}

/** Also the copy that Flagger serves from, which is no workload of the target by itself. */
function selectedBy(
  { selects }: ResolvedService,
  { workloads }: ResolvedTarget,
  { view }: JudgeContext,
): ResolvedWorkload[] {
  const own = new Set(workloads.map(({ ref }) => keyOf(ref)));
  const copies = workloads
    .flatMap(({ related }) => list(related))
    .filter(({ ref }) => !own.has(keyOf(ref)) && own.add(keyOf(ref)))
    .map(workload => ({
      ref: workload.ref,
      workload,
      because: 'it belongs to a workload of this target',
      pods: view.podsOf(workload.ref),
      related: [],
    }));
  return [...workloads, ...copies].filter(({ ref }) =>
    list(selects).includes(keyOf(ref)),
  );
}

function notObserved(
  headline: string,
  summary: string,
  evidence: Evidence[],
): Judgement {
  return { verdict: 'notObserved', headline, summary, evidence };
}

/** Conditions that are absent count as ready: so the API says. */
function readyEndpoints({ slices, service }: ResolvedService): Located[] {
  // Such a Service calls every endpoint ready; only `serving` still tells of the pod.
  const published = service.object.spec?.publishNotReadyAddresses === true;
  const located = list(slices).flatMap(slice =>
    list(slice.object.endpoints).map(endpoint => ({
      endpoint,
      evidence: () =>
        fact(
          slice,
          'endpoints[].targetRef.name',
          endpoint.targetRef?.name ?? list(endpoint.addresses)[0],
        ),
    })),
  );
  const seen = new Set<string>();
  return located.filter(({ endpoint }) => {
    const isReady =
      endpoint.conditions?.ready !== false &&
      !(published && endpoint.conditions?.serving === false) &&
      endpoint.conditions?.terminating !== true;
    // A Service of two IP families has each pod in two slices.
    const key = endpoint.targetRef?.name ?? list(endpoint.addresses).join();
    const isNew = !seen.has(key);
    if (isReady) {
      seen.add(key);
    }
    return isReady && isNew;
  });
}

export function selectorFacts({ service }: ResolvedService): Evidence[] {
  return fact(service, 'spec.selector', service.object.spec?.selector);
}

function endpointFacts(service: ResolvedService): Evidence[] {
  const slices = list(service.slices);
  if (slices.length === 0) {
    return fact(service.service, 'EndpointSlices', 'none');
  }
  return slices.flatMap(slice => {
    const endpoints = list(slice.object.endpoints);
    const ready = endpoints.filter(
      ({ conditions }) => conditions?.ready !== false,
    ).length;
    return fact(slice, 'endpoints', `${ready} of ${endpoints.length} ready`);
  });
}

function withoutSelector(service: ResolvedService, ready: number): Judgement {
  const name = displayRef(service.ref);
  if (ready > 0) {
    return notObserved(
      `${ready} ${ready === 1 ? 'endpoint' : 'endpoints'} set by hand`,
      `${name} has no selector: its endpoints are set by somebody else, and their version cannot be told.`,
      endpointFacts(service),
    );
  }
  return {
    verdict: 'diverged',
    class: 'no-ready-endpoints',
    headline: 'no ready endpoint',
    summary: `${name} has no selector, and nobody has set a ready endpoint.`,
    evidence: endpointFacts(service),
  };
}

function nobodyServes(
  service: ResolvedService,
  selected: ResolvedWorkload[],
  rollout: Judgement,
  context: JudgeContext,
): Judgement {
  const name = displayRef(service.ref);
  const evidence = [...selectorFacts(service), ...endpointFacts(service)];
  // Pods of kinds that are not watched are in the slices still.
  const hasPods = list(service.slices).some(
    ({ object }) => list(object.endpoints).length > 0,
  );
  if (selected.length === 0 && !hasPods) {
    return {
      verdict: 'diverged',
      class: 'selector-matches-nothing',
      headline: 'selector matches nothing',
      summary: `${name} selects no pod: nobody answers.`,
      evidence,
    };
  }
  if (selected.length > 0 && selected.every(isMeantToBeEmpty)) {
    return notObserved(
      'scaled to 0: nothing serves',
      `${name}: the workload behind it is scaled to 0, or no node wants it.`,
      evidence,
    );
  }
  const words = {
    headline: 'no ready endpoint',
    summary: `${name} has no ready endpoint: nobody answers.`,
    evidence,
  };
  return rollout.verdict === 'inProgress'
    ? inProgress(
        {
          ...words,
          detail: 'the rollout is not complete',
          expectedBy: rollout.expectedBy,
        },
        context.now,
        {
          ...words,
          class: 'no-ready-endpoints',
        },
      )
    : { verdict: 'diverged', class: 'no-ready-endpoints', ...words };
}

function isMeantToBeEmpty({ ref, workload }: ResolvedWorkload): boolean {
  const { spec, status } = (workload?.object ?? {}) as Partial<Workload>;
  return ref.kind === 'DaemonSet'
    ? status?.desiredNumberScheduled === 0
    : spec?.replicas === 0;
}
