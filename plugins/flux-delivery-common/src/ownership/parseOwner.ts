const OWNER =
  /^(?:(group|user):)?(?:([a-z0-9][a-z0-9_.-]{0,62})\/)?([a-z0-9][a-z0-9_.-]{0,62})$/;

/** A full, lower-case ref; what it leaves out is `group` and the namespace of the entity, as in `spec.owner`. */
export function parseOwner(
  text: string,
  entityRef: string,
): string | undefined {
  const match = OWNER.exec(text.trim().toLowerCase());
  return match
    ? `${match[1] ?? 'group'}:${match[2] ?? namespaceOf(entityRef)}/${match[3]}`
    : undefined;
}

function namespaceOf(entityRef: string): string {
  const from = entityRef.indexOf(':') + 1;
  const to = entityRef.lastIndexOf('/');
  return to > from ? entityRef.slice(from, to).toLowerCase() : 'default';
}
