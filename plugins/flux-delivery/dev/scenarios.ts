import { NotAllowedError } from '@backstage/errors';
import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import { FakeFluxDeliveryApi } from '../src/__fixtures__/FakeFluxDeliveryApi';
import { largeMatrix } from '../src/__fixtures__/history';
import * as paths from '../src/__fixtures__/scenarios';

/** Loads once, then fails: what was known stays, marked. */
function goesStale(): FakeFluxDeliveryApi {
  const api = new FakeFluxDeliveryApi(paths.healthy);
  setTimeout(() => api.become(new Error('Bad gateway')), 1000);
  return api;
}

/** History of a service with six environments and twenty versions; with `?section=history`. */
function manyVersions(): FakeFluxDeliveryApi {
  const api = new FakeFluxDeliveryApi(paths.healthy);
  api.matrix = largeMatrix;
  return api;
}

/** The database does not answer. */
function liveOnly(): FakeFluxDeliveryApi {
  const api = new FakeFluxDeliveryApi(paths.healthy);
  api.firstPage = { store: 'liveOnly' };
  return api;
}

export const scenarios: Record<string, () => FakeFluxDeliveryApi> = {
  healthy: () => new FakeFluxDeliveryApi(paths.healthy),
  diverged: () => new FakeFluxDeliveryApi(paths.diverged),
  ...Object.fromEntries(
    SEGMENTS.map(segment => [
      `diverged at ${segment}`,
      () => new FakeFluxDeliveryApi(paths.divergedAt(segment)),
    ]),
  ),
  unowned: () =>
    new FakeFluxDeliveryApi(
      paths.divergedWith({
        firstResponder: undefined,
        unowned: true,
        because: 'no rule covers apply-rbac, and no platform group is set',
      }),
    ),
  claimed: () =>
    new FakeFluxDeliveryApi(
      paths.divergedWith({
        firstResponder: 'a.ruiz',
        responderClaimed: true,
        because: 'an annotation of the object says so',
      }),
    ),
  suspended: () => new FakeFluxDeliveryApi(paths.suspendedBehind),
  unreachable: () => new FakeFluxDeliveryApi(paths.allUnreachable),
  'forbidden kind': () => new FakeFluxDeliveryApi(paths.forbiddenKind),
  'not authorized': () => new FakeFluxDeliveryApi(paths.notAuthorized),
  empty: () => new FakeFluxDeliveryApi(paths.empty),
  notSynced: () => new FakeFluxDeliveryApi(paths.notSynced),
  'many versions': manyVersions,
  'live only': liveOnly,
  stale: goesStale,
  forbidden: () => new FakeFluxDeliveryApi(new NotAllowedError('no')),
  error: () => new FakeFluxDeliveryApi(new Error('Bad gateway')),
  loading: () => new FakeFluxDeliveryApi(),
  'sixty targets': () => new FakeFluxDeliveryApi(paths.sixtyTargets),
  '500 owned': () => new FakeFluxDeliveryApi(paths.diverged, 500),
};
