import type { KubeResource } from '../store/KubeResource';
import type { Content } from '../world/World';
import { inWordsOfHelm } from '../admission/Admission';
import {
  applyManifests,
  inventoryOf,
  parseInventoryId,
  placeAll,
  prune,
  type ApplyOptions,
  type InventoryEntry,
} from './apply';
import type { ControllerContext } from './FluxContext';
import { lookAtHealth } from './health';

const WAIT_TEXT =
  'client rate limiter Wait returned an error: rate: Wait(n=1) would exceed context deadline';
const WAIT_POLL_MS = 5000;

export interface ChartApplied {
  entries: InventoryEntry[];
  /** What the API server refused, in Helm's words. */
  error?: string;
}

/** Applies what a chart renders to, with the marks that Helm and the helm-controller leave. */
export function applyChart(
  context: ControllerContext,
  release: KubeResource,
  chart: { content: Content },
): ChartApplied {
  const { store, admission, clock } = context;
  const { metadata, spec } = release;
  const name: string = spec?.releaseName ?? metadata.name;
  const namespace: string = spec?.targetNamespace ?? metadata.namespace;
  const options: ApplyOptions = {
    targetNamespace: namespace,
    labels: {
      'app.kubernetes.io/managed-by': 'Helm',
      'helm.toolkit.fluxcd.io/name': metadata.name,
      'helm.toolkit.fluxcd.io/namespace': metadata.namespace ?? '',
    },
    annotations: {
      'meta.helm.sh/release-name': name,
      'meta.helm.sh/release-namespace': namespace,
    },
    manager: 'helm-controller',
    time: clock.timestamp(),
  };
  const { manifests } = chart.content;
  const placed = placeAll(manifests, options);
  const refused = new Map(
    placed.flatMap((object, index) => {
      const refusal = admission.toWrite(object);
      return refusal ? [[index, inWordsOfHelm(object, refusal)]] : [];
    }),
  );
  const accepted = manifests.filter((_, index) => !refused.has(index));
  applyManifests(store, accepted, options);
  const entries = inventoryOf(placed);
  prune(context, release.status?.inventory?.entries ?? [], entries);
  return refused.size > 0
    ? { entries, error: [...refused.values()].join('\n') }
    : { entries };
}

/** Returns the error of a wait that ran out; undefined where everything got ready. */
export function* waitForChart(
  context: ControllerContext,
  release: KubeResource,
  entries: InventoryEntry[],
  timeout: number,
): Generator<number, string | undefined, void> {
  const { store, clock } = context;
  const refs = entries.map(entry => parseInventoryId(entry.id));
  const began = clock.now();
  yield WAIT_POLL_MS;
  let look = lookAtHealth(store, refs);
  while (!look.done && clock.now() - began < timeout) {
    yield Math.min(WAIT_POLL_MS, timeout - (clock.now() - began));
    look = lookAtHealth(store, refs);
  }
  return look.done || release.spec?.upgrade?.disableWait
    ? undefined
    : WAIT_TEXT;
}
