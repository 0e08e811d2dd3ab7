import { isHttpUrl } from '../kube/isHttpUrl';
import { linksFor } from './links';

const ref = {
  cluster: 'prod eu',
  group: '',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'api',
};
const sha = '3fa2c1e0000000000000000000000000000000aa';
const source = (url: string, metadata?: Record<string, string>) => ({
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  metadata: { name: 'x' },
  spec: { url },
  status: { artifact: { revision: `main@sha1:${sha}`, metadata } },
});
const rules = {
  git: [{ match: 'https://github.com/*', commit: '{url}/commit/{sha}' }],
  dashboards: [],
};

describe('linksFor', () => {
  it.each([
    ['https://github.com/acme/fleet.git'],
    ['https://token:x@github.com/acme/fleet'],
    ['ssh://git@github.com/acme/fleet.git'],
    ['git@github.com:acme/fleet.git'],
  ])('leads from %s to the commit', url => {
    expect(linksFor(ref, source(url), rules)).toEqual([
      {
        title: 'Commit 3fa2c1e',
        url: `https://github.com/acme/fleet/commit/${sha}`,
      },
    ]);
  });

  it('follows the annotations of an OCI artifact to the commit it was built from', () => {
    const object = source('oci://registry.example.com/manifests', {
      'org.opencontainers.image.source': 'https://github.com/acme/app',
      'org.opencontainers.image.revision': `main@sha1:${sha}`,
    });
    expect(linksFor(ref, object, rules)[0].url).toBe(
      `https://github.com/acme/app/commit/${sha}`,
    );
  });

  it('offers no commit for a host that no rule names', () => {
    expect(
      linksFor(ref, source('https://git.example.com/x.git'), rules),
    ).toEqual([]);
  });

  it('encodes what it puts into a dashboard URL', () => {
    const dashboards = [
      { title: 'G', url: 'https://g.example.com/?c={cluster}&n={name}' },
    ];
    expect(linksFor(ref, undefined, { git: [], dashboards })).toEqual([
      { title: 'G', url: 'https://g.example.com/?c=prod%20eu&n=api' },
    ]);
  });
});

describe('isHttpUrl', () => {
  it.each(['https://a.example.com', 'http://a:3000/x?y=1#z', 'https://a/b'])(
    'takes %s',
    url => {
      expect(isHttpUrl(url)).toBe(true);
    },
  );
  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example.com',
    'vbscript:x',
    'https://a@b/',
    ' https://a',
    'https://',
    'https:\\\\a',
  ])('refuses %s', url => {
    expect(isHttpUrl(url)).toBe(false);
  });
});
