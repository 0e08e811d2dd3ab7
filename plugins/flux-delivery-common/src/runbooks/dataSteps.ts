import { shellWord } from '../kube/shellWord';
import { data } from './Step';
import { craneImage, kubectl, kubectlIn } from './Terms';

export const rolloutStatus = data(({ workload }) =>
  workload && ['Deployment', 'StatefulSet', 'DaemonSet'].includes(workload.kind)
    ? kubectl(
        workload,
        (name, resource) => `rollout status ${resource}/${name} --timeout=10s`,
      )
    : undefined,
);
export const describeWorkload = data(({ workload, focus }) =>
  kubectl(
    workload ?? focus,
    (name, resource) => `describe ${resource} ${name}`,
  ),
);
export const pods = data(terms =>
  terms.selector
    ? kubectlIn(
        terms,
        terms.namespace,
        `get pods -l ${shellWord(terms.selector)} -o wide`,
      )
    : kubectlIn(terms, terms.namespace, 'get pods -o wide'),
);
export const describePods = data(terms =>
  terms.selector
    ? kubectlIn(
        terms,
        terms.namespace,
        `describe pods -l ${shellWord(terms.selector)}`,
      )
    : undefined,
);
/** Of a StatefulSet alone: all others replace a pod that does not get ready by themselves. */
export const deletePod = data(({ workload, focus }) =>
  workload?.kind === 'StatefulSet' &&
  focus?.kind === 'Pod' &&
  focus.name.startsWith(`${workload.name}-`)
    ? kubectl(focus, (name, resource) => `delete ${resource} ${name}`)
    : undefined,
);
export const previousLogs = data(terms =>
  terms.selector
    ? kubectlIn(
        terms,
        terms.namespace,
        `logs -l ${shellWord(
          terms.selector,
        )} --all-containers --previous --tail=50 --prefix`,
      )
    : undefined,
);
export const usage = data(terms =>
  kubectlIn(
    terms,
    terms.namespace,
    `top pods${
      terms.selector ? ` -l ${shellWord(terms.selector)}` : ''
    } --containers`,
  ),
);
export const namespaceEvents = data(terms =>
  kubectlIn(
    terms,
    terms.namespace,
    'get events --sort-by=.lastTimestamp --field-selector type=Warning',
  ),
);
export const quotas = data(terms =>
  kubectlIn(terms, terms.namespace, 'describe resourcequotas,limitranges'),
);
export const nodes = data(
  ({ cluster }) => `kubectl --context ${shellWord(cluster)} describe nodes`,
);
export const image = data(terms => craneImage(terms.image));
export const managedFields = data(({ workload }) =>
  kubectl(
    workload,
    (name, resource) => `get ${resource} ${name} -o yaml --show-managed-fields`,
  ),
);
export const serviceSelector = data(({ service }) =>
  kubectl(
    service,
    (name, resource) =>
      `get ${resource} ${name} -o jsonpath='{.spec.selector}{"\\n"}{.spec.ports}{"\\n"}'`,
  ),
);
export const endpoints = data(terms =>
  terms.service
    ? kubectlIn(
        terms,
        terms.service.namespace,
        `get endpointslices -l ${shellWord(
          `kubernetes.io/service-name=${terms.service.name}`,
        )} -o yaml`,
      )
    : undefined,
);
export const podLabels = data(terms =>
  kubectlIn(terms, terms.namespace, 'get pods --show-labels'),
);
export const runningDigests = data(terms =>
  kubectlIn(
    terms,
    terms.namespace,
    `get pods${
      terms.selector ? ` -l ${shellWord(terms.selector)}` : ''
    } -o jsonpath='{range .items[*]}{.metadata.name} {.status.containerStatuses[*].imageID}{"\\n"}{end}'`,
  ),
);
export const routes = data(({ route, service, cluster }) =>
  route
    ? kubectl(route, (name, resource) => `describe ${resource} ${name}`)
    : service &&
      `kubectl --context ${shellWord(cluster)} -n ${shellWord(
        service.namespace,
      )} get ingresses,httproutes`,
);
