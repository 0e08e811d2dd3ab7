/** `payments` of `group:default/payments`. */
export function shortOwner(owner = ''): string {
  return owner.slice(owner.indexOf('/') + 1);
}
