const KEY = 'flux-delivery-demo-persona';

/**
 * The user to sign in as where the demo offers several: `?persona=d.khan`, kept as long as the tab is open. `guest` is nobody in
 * particular. Whether there is such a persona is for the backend to say.
 */
export function chosenPersona(
  search: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): string | undefined {
  const asked = new URLSearchParams(search).get('persona');
  if (asked === 'guest') {
    storage.removeItem(KEY);
  } else if (asked) {
    storage.setItem(KEY, asked);
  }
  const name = storage.getItem(KEY);
  return name ? `user:default/${name}` : undefined;
}
