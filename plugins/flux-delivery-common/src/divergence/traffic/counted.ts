import type { Behind } from './behind';

/** How many of the ready endpoints are not pods of others on another version. */
export function ownEndpoints({ endpoints, strangers }: Behind): number {
  return strangers.reduce(
    (count, { pods }) => count - pods.length,
    endpoints.length,
  );
}

export function noun(count: number): string {
  return count === 1 ? 'endpoint' : 'endpoints';
}
