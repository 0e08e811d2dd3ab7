import type { FleetService } from './planFleet';
import type { Place } from './deliver';
import { type AnyObject, copyOf, template } from './templates';

const GIT = 'healthy-git-kustomization.yaml';
const NAME = 'catalog';

const DEPLOYMENT = template(GIT, 'Deployment', NAME);
const REPLICA_SET = template(GIT, 'ReplicaSet', `${NAME}-5cf7644f8f`);
const SERVICE = template(GIT, 'Service', NAME);
const SLICE = template(GIT, 'EndpointSlice', NAME);
const POD = template(GIT, 'Pod', NAME);

const FLUX = 'toolkit.fluxcd.io';

/** Two Deployments of two pods each, with ReplicaSets, Services and EndpointSlices. */
export function workloadsOf(service: FleetService, place: Place): AnyObject[] {
  return [service.name, `${service.name}-worker`].flatMap(name => {
    const copy = (of: typeof POD, family = '') =>
      marked(
        copyOf(
          { json: of.json, name: NAME },
          {
            name,
            namespace: service.team,
            content: `${place.seed} ${name}`,
            family: `${place.seed} ${place.cluster} ${service.team} ${name}${family}`,
            now: place.now,
          },
        ),
        service,
      );
    const slice = copy(SLICE);
    const pods = slice.endpoints.map((endpoint: AnyObject, index: number) => {
      const pod = copy(POD);
      pod.metadata.name = endpoint.targetRef.name;
      pod.metadata.uid = endpoint.targetRef.uid;
      pod.status.podIP = `10.244.${index}.39`;
      return pod;
    });
    return [copy(DEPLOYMENT), copy(REPLICA_SET), copy(SERVICE), slice, ...pods];
  });
}

/** The labels by which Flux marks what it delivers, and the one of the Kubernetes plugin. */
function marked(object: AnyObject, service: FleetService): AnyObject {
  const labels = object.metadata.labels ?? {};
  const delivered = `kustomize.${FLUX}/name` in labels;
  delete labels[`kustomize.${FLUX}/name`];
  delete labels[`kustomize.${FLUX}/namespace`];
  const by = service.form === 'helm' ? 'helm' : 'kustomize';
  object.metadata.labels = {
    ...labels,
    'backstage.io/kubernetes-id': service.name,
    ...(delivered && {
      [`${by}.${FLUX}/name`]: service.name,
      [`${by}.${FLUX}/namespace`]: service.team,
    }),
  };
  const template = object.spec?.template?.metadata?.labels;
  if (template) {
    template['backstage.io/kubernetes-id'] = service.name;
  }
  return object;
}
