const SCP = /^(?:[\w.-]{1,64}@)?([\w.-]{1,253}):(?!\/\/)([^\s]{1,1024})$/;
const URL_FORM =
  /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^\s/@]{0,512}@)?([^\s/@]{1,260})\/?([^\s?#]{0,1024})/i;

/**
 * The form in which addresses of Git, OCI and Helm repositories are compared: host and path, whatever the protocol, the user and
 * the ending are. Undefined for a text that is no such address.
 *
 * @public
 */
export function sourceKey(address: string): string | undefined {
  const text = address.trim();
  const [, host, path] = URL_FORM.exec(text) ?? SCP.exec(text) ?? [];
  if (!host || path === undefined) {
    return undefined;
  }
  const place = path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '');
  return `${withoutDefaultPort(host.toLowerCase())}${place && `/${place}`}`;
}

function withoutDefaultPort(host: string): string {
  return host.replace(/:(?:22|80|443)$/, '');
}
