import type { Pod } from '../../kube/workloads';
import { aPod } from '../../testUtils/judgedWorkload';
import { likenessOf } from './templateImage';

const D = `sha256:${'1234'.repeat(16)}`;
const OTHER = `sha256:${'5678'.repeat(16)}`;

const running = (image: string, digest?: string): Pod => ({
  ...aPod('x', 'api', {
    containerStatuses: [
      { name: 'app', imageID: digest ? `registry.corp/api@${digest}` : '' },
    ],
  }),
  spec: { containers: [{ name: 'app', image }] },
});

describe('the image of a pod beside that of a template', () => {
  it.each([
    ['corp/api:1', 'corp/api:1', 'same'],
    ['corp/api:1', 'corp/api:2', 'other'],
    ['corp/api:1', 'mirror.io/hub/api:1', 'same'],
    ['corp/api:1', 'mirror.io/docker.io_corp_api:1', 'same'],
    ['corp/api:1', 'mirror.io/hub-corp-api:2', 'other'],
    ['corp/api:1', 'mirror.io/gateway-api:1', 'other'],
    ['corp/api:1', 'corp/web:1', 'other'],
    ['corp/api:1', 'corp/api', 'other'],
    ['corp/api', 'mirror.io/api:latest', 'same'],
    ['corp/api:1', `corp/api:1@${D}`, 'same'],
    ['corp/api:1', `corp/api@${D}`, 'untold'],
    ['corp/api:1', `corp/web@${D}`, 'other'],
    [`corp/api@${D}`, `corp/api@${OTHER}`, 'other'],
    [`corp/api@${D}`, `mirror.io/anything@${D}`, 'same'],
    [`corp/api:1@${D}`, `corp/api:2@${D}`, 'same'],
    [`corp/api:1@${D}`, 'corp/api:2', 'other'],
    ['corp/api:1', '', 'other'],
  ])('%s, %s: %s', (declared, image, expected) => {
    expect(likenessOf(running(image), [{ name: 'app', image: declared }])).toBe(
      expected,
    );
  });

  it.each([
    ['the same digest', D, 'same'],
    ['another', OTHER, 'untold'],
    ['none that is told', undefined, 'untold'],
  ])('is that of a digest only where this runs: %s', (_, digest, expected) => {
    const declared = [{ name: 'app', image: `corp/api:1@${D}` }];
    expect(likenessOf(running('corp/api:1', digest), declared)).toBe(expected);
  });

  it('tells the worst of several containers, and needs all of them', () => {
    const declared = [
      { name: 'app', image: 'corp/api:1' },
      { name: 'proxy', image: 'corp/proxy:1' },
    ];
    expect(likenessOf(running('corp/api:1'), declared)).toBe('other');
    expect(likenessOf(running(`corp/api@${D}`), declared.slice(0, 1))).toBe(
      'untold',
    );
  });
});
