import type { ResolvedService } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import { list } from '../rollout/shape';
import type { Evidence } from '../SegmentVerdict';
import type { Located } from './Located';

/** The endpoints of a Service that get traffic. Conditions that are absent count as ready: so the API says. */
export function readyEndpoints({
  slices,
  service,
}: ResolvedService): Located[] {
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

export function endpointFacts(service: ResolvedService): Evidence[] {
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
