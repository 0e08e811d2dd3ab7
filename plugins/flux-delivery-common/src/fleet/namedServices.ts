/** So many services are named where one thing concerns several: thousands may hang on what they share. @public */
export const SERVICES_NAMED = 50;

/** The first of them by name, and how many there are. */
export function namedServices(entityRefs: Iterable<string>): {
  entityRefs: string[];
  services: number;
} {
  const all = [...new Set(entityRefs)].sort();
  return { entityRefs: all.slice(0, SERVICES_NAMED), services: all.length };
}
