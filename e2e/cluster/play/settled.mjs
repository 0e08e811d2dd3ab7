/**
 * Whether an object is as a step says. Without more words: Ready is True and its controller has seen this generation.
 *
 * @param {any} object
 * @param {{ condition?: string, status?: string, reason?: string, message?: string, fields?: Record<string, unknown> }} wanted
 *   `fields`: path with dots → value
 */
export function settled(object, wanted) {
  if (!object) {
    return false;
  }
  const fields = Object.entries(wanted.fields ?? {});
  if (
    fields.some(
      ([path, value]) =>
        JSON.stringify(at(object, path)) !== JSON.stringify(value),
    )
  ) {
    return false;
  }
  if (wanted.fields && !wanted.condition) {
    return true;
  }
  const condition = object.status?.conditions?.find(
    ({ type }) => type === (wanted.condition ?? 'Ready'),
  );
  return (
    condition?.status === (wanted.status ?? 'True') &&
    observedGeneration(object, condition) >= object.metadata.generation &&
    (wanted.reason === undefined || condition.reason === wanted.reason) &&
    (wanted.message === undefined ||
      new RegExp(wanted.message).test(condition.message))
  );
}

/** Some kinds of Kubernetes do not say which generation they speak of; where a condition is waited for, that is good enough. */
function observedGeneration({ status }, condition) {
  return (
    condition.observedGeneration ??
    status.observedGeneration ??
    (condition.type === 'Ready' ? 0 : Infinity)
  );
}

const at = (object, path) =>
  path.split('.').reduce((value, key) => value?.[key], object);
