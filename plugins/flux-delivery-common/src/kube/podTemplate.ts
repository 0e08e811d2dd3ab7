import { groupOf, type KubeObject } from './KubeObject';
import type { PodTemplate } from './workloads';

/**
 * The pod template of a workload: of its job template for a CronJob, itself for a Pod. Undefined where the object has none.
 *
 * @public
 */
export function podTemplateOf(object: KubeObject): PodTemplate | undefined {
  const spec = object.spec as
    | {
        template?: PodTemplate;
        jobTemplate?: { spec?: { template?: PodTemplate } };
      }
    | undefined
    | null;
  if (object.kind === 'Pod' && object.apiVersion === 'v1') {
    return {
      metadata: { labels: object.metadata.labels },
      spec: (object.spec ?? undefined) as PodTemplate['spec'],
    };
  }
  const isCronJob =
    object.kind === 'CronJob' && groupOf(object.apiVersion) === 'batch';
  return (
    (isCronJob ? spec?.jobTemplate?.spec?.template : spec?.template) ??
    undefined
  );
}

/**
 * The images of a workload's pod template, init containers included, as they are declared, each once.
 *
 * @public
 */
export function imagesOf(object: KubeObject): string[] {
  const spec = podTemplateOf(object)?.spec;
  const images = [...list(spec?.initContainers), ...list(spec?.containers)]
    .map(container => container?.image)
    .filter(
      (image): image is string => typeof image === 'string' && image !== '',
    );
  return [...new Set(images)];
}

function list<T>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value : [];
}
