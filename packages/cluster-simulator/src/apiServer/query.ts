import {
  fieldSelector,
  labelSelector,
  SelectorError,
  type Selector,
} from '../store/selectors';
import { badRequest } from './StatusError';

/**
 * Label and field selector of a request, narrowed to the one object of a path that names one.
 *
 * @throws StatusError 400 for a selector that cannot be read
 */
export function selectorOf(query: URLSearchParams, name?: string): Selector {
  try {
    const byLabel = labelSelector(query.get('labelSelector'));
    const byField = fieldSelector(query.get('fieldSelector'));
    return object =>
      byLabel(object) &&
      byField(object) &&
      (!name || object.metadata.name === name);
  } catch (error) {
    if (error instanceof SelectorError) {
      throw badRequest(error.message);
    }
    throw error;
  }
}

/**
 * The resourceVersion of a request as a number; 0 where there is none.
 *
 * @throws StatusError 400 where it is no number
 */
export function versionAsked(query: URLSearchParams): number {
  const text = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(text)) {
    throw badRequest(
      `Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text);
}
