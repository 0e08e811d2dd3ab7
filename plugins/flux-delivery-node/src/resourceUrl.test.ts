import { listUrl, resourcePath, watchUrl } from './resourceUrl';

describe('resource URLs', () => {
  it('names core and grouped, namespaced and cluster-wide resources', () => {
    expect(
      resourcePath({
        group: '',
        version: 'v1',
        plural: 'pods',
        namespace: 'shop',
        name: 'a',
      }),
    ).toBe('/api/v1/namespaces/shop/pods/a');
    expect(
      resourcePath({ group: 'apps', version: 'v1', plural: 'deployments' }),
    ).toBe('/apis/apps/v1/deployments');
  });

  it('cannot be led out of its place by a name', () => {
    expect(
      resourcePath({
        group: '',
        version: 'v1',
        plural: 'pods',
        namespace: '../..',
        name: 'a/b?c',
      }),
    ).toBe('/api/v1/namespaces/..%2F../pods/a%2Fb%3Fc');
  });

  it('sends only what is asked for, and bounds every watch', () => {
    const pods = { group: '', version: 'v1', plural: 'pods' };
    expect(listUrl(pods, { limit: 500, labelSelector: 'a in (b,c)' })).toBe(
      '/api/v1/pods?limit=500&labelSelector=a+in+%28b%2Cc%29',
    );
    expect(
      watchUrl(pods, { resourceVersion: '7', timeoutSeconds: 300.4 }),
    ).toBe(
      '/api/v1/pods?watch=1&allowWatchBookmarks=true&resourceVersion=7&timeoutSeconds=300',
    );
  });
});
