import type { Fields, KubeResource } from '../store/KubeResource';
import { groupOf } from '../store/KubeResource';
import { same } from '../store/plain';
import type { Refusal } from './Refusal';

const SELECTORS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** A change of a field that cannot be changed on an existing object. */
export function immutableField(
  before: KubeResource,
  after: KubeResource,
): Refusal | undefined {
  const of = `${[after.kind, groupOf(after.apiVersion)]
    .filter(Boolean)
    .join('.')} "${after.metadata.name}" is invalid`;
  if (
    SELECTORS.includes(after.kind) &&
    !same(before.spec?.selector, after.spec?.selector)
  ) {
    return {
      reason: 'Invalid',
      message: `${of}: spec.selector: Invalid value: ${JSON.stringify(
        after.spec?.selector,
      )}: field is immutable`,
    };
  }
  if (after.kind === 'Job' && !same(images(before), images(after))) {
    return {
      reason: 'Invalid',
      message: `${of}: spec.template: Invalid value: ${JSON.stringify(
        after.spec?.template,
      )}: field is immutable`,
    };
  }
  return undefined;
}

function images({ spec }: KubeResource) {
  return (spec?.template?.spec?.containers ?? []).map(
    ({ image }: Fields) => image,
  );
}
