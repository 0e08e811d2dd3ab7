import { readIdentifier } from './readIdentifier';

const COMMIT = 'ad079ff22adc03c41d1778892d5fd9d3d42f481b';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

const told = (text: string) =>
  readIdentifier(text).map(
    ({ kind, value, prefix, namespace, now }) =>
      `${kind} ${value}${prefix ? '…' : ''}${
        namespace ? ` in ${namespace}` : ''
      }${now ? ' now' : ''}`,
  );
const first = (text: string) => told(text)[0];

describe('what somebody pasted', () => {
  it.each([
    [COMMIT, `commit ${COMMIT}`],
    [COMMIT.toUpperCase(), `commit ${COMMIT}`],
    ['ad079ff', 'commit ad079ff…'],
    ['  "ad079ff",\n', 'commit ad079ff…'],
    [`main@sha1:${COMMIT}`, `commit ${COMMIT}`],
    ['main@sha1:ad079ff', 'commit ad079ff…'],
    [`refs/heads/main@sha1:${COMMIT}`, `commit ${COMMIT}`],
    [`main/${COMMIT}`, `commit ${COMMIT}`],
    [`https://github.com/acme/api/commit/${COMMIT}`, `commit ${COMMIT}`],
    ['https://gitlab.x/a/-/commit/ad079ff', 'commit ad079ff…'],
    [DIGEST, `digest ${DIGEST}`],
    ['sha256:abababa', 'digest sha256:abababa…'],
    [`stable@${DIGEST}`, `digest ${DIGEST}`],
    [`ghcr.io/acme/api@${DIGEST}`, `digest ${DIGEST}`],
    [`ghcr.io/acme/api:1.8.3@${DIGEST}`, `digest ${DIGEST}`],
    ['1.2.3+4cbb4e60ee31', 'digest sha256:4cbb4e60ee31…'],
    ['1.8.3', 'tag 1.8.3'],
    ['v1.8.3', 'tag v1.8.3'],
    ['ghcr.io/acme/api:1.8.3', 'image ghcr.io/acme/api:1.8.3'],
    ['oci://ghcr.io/acme/api:1.8.3', 'image ghcr.io/acme/api:1.8.3'],
    ['ghcr.io/acme/api', 'repository ghcr.io/acme/api'],
    [
      'https://ci.example.com/runs/4812?x=1#y',
      'pipelineUrl https://ci.example.com/runs/4812?x=1',
    ],
    ['4812', 'tag 4812'],
    ['#4812', 'promotion 4812'],
    ['release-4812', 'promotion release-4812'],
    ['pricing.v12', 'helmRevision pricing.v12'],
    ['shop/pricing v12', 'helmRevision pricing.v12 in shop'],
    ['sh.helm.release.v1.pricing.v12', 'helmRevision pricing.v12'],
  ])('%s is first of all %s', (text, expected) => {
    expect(first(text)).toBe(expected);
  });

  it('that is a URL is also the page without what says how to show it', () => {
    const said = readIdentifier('https://ci.example.com/runs/4812/?x=1#y');
    expect(said.map(({ kind, value }) => `${kind} ${value}`)).toEqual(
      expect.arrayContaining([
        'pipelineUrl https://ci.example.com/runs/4812',
        'change https://ci.example.com/runs/4812',
      ]),
    );
  });

  it.each(['a\0b', '\0', 'https://ci.example.com/\0', 'tag\ud83d'])(
    'names nothing with what no database takes: %j',
    text => {
      expect(readIdentifier(text)).toEqual([]);
    },
  );

  it('may be several things', () => {
    expect(told('1234567')).toEqual([
      'commit 1234567…',
      'digest sha256:1234567…',
      'tag 1234567',
      'promotion 1234567',
      'pipeline 1234567',
    ]);
    expect(told('1.2.3+4cbb4e60ee31')).toEqual([
      'digest sha256:4cbb4e60ee31…',
      'tag 1.2.3+4cbb4e60ee31',
      'chartVersion 1.2.3',
      'promotion 1.2.3+4cbb4e60ee31',
      'pipeline 1.2.3+4cbb4e60ee31',
    ]);
    expect(told('https://git.example.com/acme/api/pull/7')).toEqual([
      'pipelineUrl https://git.example.com/acme/api/pull/7',
      'change https://git.example.com/acme/api/pull/7',
      'source git.example.com/acme/api/pull/7',
    ]);
  });

  it.each([
    [
      'api-7d9f8b6c5d-x2vqz',
      [
        'deployment/api',
        'rollout/api',
        'daemonset/api-7d9f8b6c5d',
        'job/api-7d9f8b6c5d',
      ],
    ],
    [
      'pod/api-7d9f8b6c5d-x2vqz',
      [
        'deployment/api',
        'rollout/api',
        'daemonset/api-7d9f8b6c5d',
        'job/api-7d9f8b6c5d',
      ],
    ],
    [
      'shop/api-7d9f8b6c5d-x2vqz',
      [
        'deployment/api in shop',
        'rollout/api in shop',
        'daemonset/api-7d9f8b6c5d in shop',
        'job/api-7d9f8b6c5d in shop',
      ],
    ],
    ['db-0', ['statefulset/db']],
    [
      'report-28934410-x2vqz',
      ['cronjob/report', 'daemonset/report-28934410', 'job/report-28934410'],
    ],
    ['Deployment/api', ['deployment/api']],
    ['shop/deployment/api', ['deployment/api in shop']],
  ])('%s is a pod of what runs now', (text, workloads) => {
    expect(told(text).filter(each => each.startsWith('workload'))).toEqual(
      workloads.map(each => `workload ${each} now`),
    );
  });

  it.each([
    '',
    '   ',
    'x'.repeat(513),
    'two words',
    'SELECT * FROM x',
    '"\'',
    '\0',
  ])('is nothing: %j', text => {
    expect(told(text).filter(each => !each.includes('\0'))).toEqual([]);
  });

  it('is read in no time, whatever it is', () => {
    const started = Date.now();
    for (const part of [
      'a-',
      'a.v1 ',
      'a/',
      'ab:',
      '0.',
      '-0',
      'sha256:',
      '@',
    ]) {
      for (let length = 1; length <= 512; length += 1) {
        readIdentifier(
          part.repeat(Math.ceil(length / part.length)).slice(0, length),
        );
      }
    }
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});
