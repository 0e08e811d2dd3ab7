import { expect } from '@playwright/test';
import type { APIRequestContext } from '@playwright/test';

/** The API servers of the fleet, reached through the proxy of the Kubernetes plugin: wherever they listen. */
export class ClusterApi {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  static async signIn(request: APIRequestContext): Promise<ClusterApi> {
    const answer = await request.get('/api/auth/guest/refresh', {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    await expect(answer).toBeOK();
    const { backstageIdentity } = await answer.json();
    return new ClusterApi(request, backstageIdentity.token);
  }

  /** Suspends or resumes a Kustomization, as `flux suspend` does; returns once the API server has answered. */
  async setSuspended(
    cluster: string,
    { namespace, name }: { namespace: string; name: string },
    suspend: boolean,
  ): Promise<void> {
    await this.patch(
      cluster,
      `kustomize.toolkit.fluxcd.io/v1/namespaces/${namespace}/kustomizations/${name}`,
      { spec: { suspend } },
    );
  }

  /** Changes values of a HelmRelease, as a commit would that moves no image; null takes a value out. */
  async setValues(
    cluster: string,
    { namespace, name }: { namespace: string; name: string },
    values: Record<string, string | null>,
  ): Promise<void> {
    await this.patch(
      cluster,
      `helm.toolkit.fluxcd.io/v2/namespaces/${namespace}/helmreleases/${name}`,
      { spec: { values } },
    );
  }

  /** The name of one of the pods that bear the label `app`. */
  async podOf(
    cluster: string,
    { namespace, app }: { namespace: string; app: string },
  ): Promise<string> {
    const answer = await this.request.get(
      `/api/kubernetes/proxy/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${app}`,
      {
        headers: {
          Authorization: `Bearer ${this.token}`,
          'Backstage-Kubernetes-Cluster': cluster,
        },
      },
    );
    await expect(answer).toBeOK();
    const { items } = await answer.json();
    expect(items).not.toEqual([]);
    return items[0].metadata.name;
  }

  private async patch(cluster: string, path: string, data: object) {
    const answer = await this.request.patch(
      `/api/kubernetes/proxy/apis/${path}`,
      {
        headers: {
          Authorization: `Bearer ${this.token}`,
          'Backstage-Kubernetes-Cluster': cluster,
          'Content-Type': 'application/merge-patch+json',
        },
        data: JSON.stringify(data),
      },
    );
    await expect(answer).toBeOK();
  }
}
