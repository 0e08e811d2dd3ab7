export { list } from '../../kube/list';

/** A count of a status, where absent means zero. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
