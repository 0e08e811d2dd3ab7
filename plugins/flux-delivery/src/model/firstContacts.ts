import type { OwnerDto } from 'backstage-plugin-flux-delivery-common';

/** In a list one way to reach somebody is enough; the page of the owner has the others. */
const MOST = 1;

/** The same people with the first of their contacts: on-call, else chat, else mail. */
export function firstContacts(
  owners: Record<string, OwnerDto> = {},
): Record<string, OwnerDto> {
  return Object.fromEntries(
    Object.entries(owners).map(([ref, owner]) => [
      ref,
      { ...owner, contacts: owner.contacts.slice(0, MOST) },
    ]),
  );
}
