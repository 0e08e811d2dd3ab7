import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { contractUrl, lineUrl } from './contractUrl';

const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
const CATALOG =
  'https://github.com/acme/payments/blob/main/api/catalog-info.yaml';
const urlOf = (text: string, others: Record<string, string> = {}) =>
  contractUrl({ 'flux-delivery/contract': text, ...others }, integrations);
const from = (url: string) => ({ 'backstage.io/managed-by-location': url });

it('is nothing without the annotation', () => {
  expect(contractUrl({}, integrations)).toBeUndefined();
});

// The integration of GitHub names files by their tree; that host and its reader take either.
it.each([
  [
    './delivery-contract.yaml',
    'https://github.com/acme/payments/tree/main/api/delivery-contract.yaml',
  ],
  [
    'contracts/api.yml',
    'https://github.com/acme/payments/tree/main/api/contracts/api.yml',
  ],
  [
    '../delivery-contract.yaml',
    'https://github.com/acme/payments/tree/main/delivery-contract.yaml',
  ],
  [
    '/delivery-contract.yaml',
    'https://github.com/acme/payments/tree/main/delivery-contract.yaml',
  ],
  [
    'https://git.example.com/x/contract.yaml',
    'https://git.example.com/x/contract.yaml',
  ],
])('%s leads to %s', (text, url) => {
  expect(urlOf(text, from(`url:${CATALOG}`))).toMatchObject({ url });
});

it('starts from the source location where the entity comes from a file', () => {
  expect(
    urlOf('./delivery-contract.yaml', {
      ...from('file:/srv/catalog-info.yaml'),
      'backstage.io/source-location':
        'url:https://git.example.com/acme/payments/tree/main/',
    }),
  ).toEqual({
    url: 'https://git.example.com/acme/payments/tree/main/delivery-contract.yaml',
    name: 'delivery-contract.yaml',
  });
});

it.each([
  ['', /\.yaml file/],
  ['README.md', /\.yaml file/],
  ['file:///etc/passwd.yaml', /http or https/],
  ['https://user:pw@git.example.com/x.yaml', /without credentials/],
  ['gopher://x/y.yaml', /http or https/],
  ['./x.yaml', /does not come from one/],
])('%j is refused', (text, expected) => {
  expect(urlOf(text, from('file:/srv/catalog-info.yaml'))).toEqual({
    expected: expect.stringMatching(expected),
  });
});

it('never leaves the host of the entity by a path', () => {
  for (const path of [
    '//evil.example.com/x.yaml',
    '\\\\evil.example.com/x.yaml',
    '/\\evil.example.com/x.yaml',
  ]) {
    const found = urlOf(path, from(`url:${CATALOG}`));
    expect('url' in found! ? new URL(found.url).host : 'github.com').toBe(
      'github.com',
    );
  }
});

it('links to a line', () => {
  expect(
    lineUrl('https://github.com/a/b/blob/main/c.yaml', 12, integrations),
  ).toBe('https://github.com/a/b/tree/main/c.yaml#L12');
  expect(lineUrl('https://x.example.com/c.yaml', undefined, integrations)).toBe(
    'https://x.example.com/c.yaml',
  );
});
