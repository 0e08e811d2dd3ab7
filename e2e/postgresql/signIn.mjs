/** A guest's calls of the API of the portal at `origin`, and through it of the clusters. */
export async function signIn(origin) {
  const answer = await fetch(`${origin}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
  const { backstageIdentity } = await answer.json();
  const authorization = `Bearer ${backstageIdentity.token}`;
  const ask = async (method, url, headers, body) => {
    const response = await fetch(url, {
      method,
      headers: { Authorization: authorization, ...headers },
      body: body && JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} ${url} answered ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
  const call = (method, path, body) =>
    ask(
      method,
      `${origin}/api/flux-delivery${path}`,
      body && { 'Content-Type': 'application/json' },
      body,
    );
  call.cluster = (cluster, method, path, body) =>
    ask(
      method,
      `${origin}/api/kubernetes/proxy/apis/${path}`,
      {
        'Backstage-Kubernetes-Cluster': cluster,
        ...(body && { 'Content-Type': 'application/merge-patch+json' }),
      },
      body,
    );
  return call;
}
