import fc from 'fast-check';
import { digestOfImageId, imageRepository, parseImage } from './imageReference';

const DIGEST = `sha256:${'5a1c0f2d'.repeat(8)}`;

describe('parseImage', () => {
  it.each([
    ['nginx', { repository: 'docker.io/library/nginx' }],
    ['docker.io/library/nginx', { repository: 'docker.io/library/nginx' }],
    [
      'docker.io/nginx:1.27',
      { repository: 'docker.io/library/nginx', tag: '1.27' },
    ],
    ['index.docker.io/org/app', { repository: 'docker.io/org/app' }],
    ['org/app:v1', { repository: 'docker.io/org/app', tag: 'v1' }],
    [
      'registry.example.com/shop/api:1.8.3',
      { repository: 'registry.example.com/shop/api', tag: '1.8.3' },
    ],
    ['registry:5000/api', { repository: 'registry:5000/api' }],
    ['registry:5000/api:1', { repository: 'registry:5000/api', tag: '1' }],
    ['localhost/api', { repository: 'localhost/api' }],
    ['127.0.0.1:8901/a/b:x', { repository: '127.0.0.1:8901/a/b', tag: 'x' }],
    ['[::1]:5000/api:x', { repository: '[::1]:5000/api', tag: 'x' }],
    ['Registry.Example.com/api', { repository: 'registry.example.com/api' }],
    [`ghcr.io/o/a@${DIGEST}`, { repository: 'ghcr.io/o/a', digest: DIGEST }],
    [
      `ghcr.io/o/a:1.0@${DIGEST}`,
      { repository: 'ghcr.io/o/a', tag: '1.0', digest: DIGEST },
    ],
    [' nginx ', { repository: 'docker.io/library/nginx' }],
  ])('%j', (text, expected) => {
    expect(parseImage(text)).toEqual(expected);
  });

  it.each([
    '',
    ' ',
    ':',
    '@',
    '/',
    ':1.0',
    'a b',
    'nginx:',
    `nginx@${DIGEST}x`,
    'nginx@sha256:abc',
    'UPPER',
    'a//:b',
    'https://x/y',
    '${IMAGE}',
    'A/0',
    DIGEST,
  ])('%j is no image', text => {
    expect(parseImage(text)).toEqual({ repository: '' });
    expect(imageRepository(text)).toBeUndefined();
  });

  it('has one repository for all spellings, and throws for nothing', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { repository } = parseImage(text);
        expect(
          repository === '' || imageRepository(repository) === repository,
        ).toBe(true);
      }),
    );
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(part, part, part, (host, path, tag) => {
        const repository = `${host}.io:443/${path}/${path}`;
        expect(parseImage(`${repository}:${tag}@${DIGEST}`)).toEqual({
          repository,
          tag,
          digest: DIGEST,
        });
      }),
    );
  });

  it.each(['a-', 'a/', '.', 'a.', '_'])('ends on long runs of %j', piece => {
    expect(parseImage(piece.repeat(511)).repository.length).toBeLessThan(
      1024 + 20,
    );
    expect(parseImage(`${piece.repeat(500)}!`)).toEqual({ repository: '' });
    expect(parseImage(piece.repeat(100_000))).toEqual({ repository: '' });
  });
});

describe('digestOfImageId', () => {
  it.each([
    [`registry.example.com/shop/catalog@${DIGEST}`, DIGEST],
    [`docker-pullable://nginx@${DIGEST}`, DIGEST],
    [DIGEST, undefined],
    [`docker://${DIGEST}`, undefined],
    ['', undefined],
    [undefined, undefined],
    ['nginx@', undefined],
  ])('%j: %j', (imageId, digest) => {
    expect(digestOfImageId(imageId)).toBe(digest);
  });
});
