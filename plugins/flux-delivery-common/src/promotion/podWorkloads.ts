/** The letters that Kubernetes makes random ends of names of. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const NAME = '[a-z0-9](?:[-a-z0-9.]{0,252})';
const POD = new RegExp(`^(?:(${NAME})/)?(${NAME})$`);
const RANDOM_END = new RegExp(`^(.+)-[${SAFE}]{5}$`);
const TEMPLATE_HASH = new RegExp(`^(.+)-[${SAFE}]{6,10}$`);
const MINUTES = /^(.+)-\d{8,10}$/;
const ORDINAL = /^(.+)-\d{1,5}$/;
const WORKLOAD = new RegExp(
  `^(?:(${NAME})/)?(deployment|statefulset|daemonset|job|cronjob|rollout)/(${NAME})$`,
  'i',
);

/**
 * The workloads that a pod of this name can be of, as rows of the ledger name them: `deployment/api`. Also for `pod/api-…`,
 * `shop/api-…` and `deployment/api`.
 *
 * @public
 */
export function podWorkloads(
  text: string,
): { workload: string; namespace?: string }[] {
  const [, place, kind, name] = WORKLOAD.exec(text) ?? [];
  if (kind) {
    return [
      {
        workload: `${kind.toLowerCase()}/${name}`,
        ...(place && { namespace: place }),
      },
    ];
  }
  const [, namespace, pod] = POD.exec(text.replace(/^pods?\//, '')) ?? [];
  if (!pod || pod.length > 253) {
    return [];
  }
  return workloadsOf(pod).map(workload => ({
    workload,
    ...(namespace && { namespace }),
  }));
}

function workloadsOf(pod: string): string[] {
  const [, rest] = RANDOM_END.exec(pod) ?? [];
  const [, replicated] = TEMPLATE_HASH.exec(rest ?? '') ?? [];
  const [, scheduled] = MINUTES.exec(rest ?? '') ?? [];
  const [, ordered] = ORDINAL.exec(pod) ?? [];
  return [
    ...(replicated
      ? [`deployment/${replicated}`, `rollout/${replicated}`]
      : []),
    ...(scheduled ? [`cronjob/${scheduled}`] : []),
    ...(rest ? [`daemonset/${rest}`, `job/${rest}`] : []),
    ...(ordered ? [`statefulset/${ordered}`] : []),
  ];
}
