import { imagesOf } from '../../kube/podTemplate';
import { parseImage } from '../../kube/imageReference';
import type { Observed } from '../../kube/KubeObject';
import type { Workload } from '../../kube/workloads';
import type { FluxController } from './FleetQuestion';

/** Without these nothing is delivered. */
export const NEEDED_CONTROLLERS = [
  'source-controller',
  'kustomize-controller',
] as const;

const NAMES = new Set<string>([
  ...NEEDED_CONTROLLERS,
  'helm-controller',
  'notification-controller',
  'image-reflector-controller',
  'image-automation-controller',
  'source-watcher',
  'flux-operator',
]);

/** Whether a Deployment is a controller of Flux, by its name: labels are the adopter's. @public */
export function isFluxController({ ref }: Pick<Observed, 'ref'>): boolean {
  return ref.kind === 'Deployment' && NAMES.has(ref.name);
}

/** A controller as its Deployment tells. @public */
export function fluxControllerOf({
  ref,
  object,
}: Observed<Workload>): FluxController {
  const wanted = object.spec?.replicas ?? 1;
  const ready = object.status?.readyReplicas ?? 0;
  const [image] = imagesOf(object);
  const version = image ? parseImage(image).tag : undefined;
  return {
    ref,
    ...(version !== undefined && { version }),
    state: stateOf(wanted, ready),
    text: wanted === 0 ? 'scaled to 0' : `${ready} of ${wanted} ready`,
  };
}

function stateOf(wanted: number, ready: number): FluxController['state'] {
  if (wanted === 0) {
    return 'suspended';
  }
  if (ready === 0) {
    return 'diverged';
  }
  return ready < wanted ? 'inProgress' : 'ok';
}
