import type { Source } from '../flux/objects';
import { refOf, type Condition } from '../kube/KubeObject';
import {
  aCondition,
  aGitRepository,
  anObject,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { judgeSourceObject } from './judgeSourceObject';

const NOW = '2026-11-21T06:00:00Z';
const OLD = `main@sha1:${'0'.repeat(40)}`;

function judge(object: Source) {
  return judgeSourceObject(
    { ref: refOf('staging', object), object, observedAt: NOW },
    NOW,
  );
}

function git(
  conditions: Condition[],
  changes: {
    spec?: Source['spec'];
    status?: Source['status'];
    metadata?: object;
  } = {},
): Source {
  return aGitRepository('flux-system', 'apps', {
    ...changes,
    status: { conditions, ...changes.status },
  });
}

const stored = aCondition({
  reason: 'Succeeded',
  message: `stored artifact for revision '${REVISION}'`,
});
const fetchFailed = aCondition({
  type: 'FetchFailed',
  reason: 'GitOperationFailed',
  message: 'authentication required',
});

describe('a source', () => {
  it.each<[string, string, Source]>([
    ['that fetched', 'ok | main 3fa2c1e', git([stored])],
    [
      'that fails',
      'diverged | fetch failed',
      git([{ ...stored, status: 'False' }, fetchFailed]),
    ],
    [
      'that repeats a failure',
      'diverged | fetch failed',
      git([{ ...stored, status: 'Unknown' }, fetchFailed]),
    ],
    [
      'that was corrected',
      'inProgress | taking up a changed spec',
      git(
        [
          { ...stored, status: 'Unknown', observedGeneration: 2 },
          fetchFailed,
          aCondition({
            type: 'Reconciling',
            observedGeneration: 2,
            lastTransitionTime: '2026-11-21T05:59:50Z',
          }),
        ],
        { metadata: { generation: 2 } },
      ),
    ],
    [
      'between two patches',
      'inProgress | fetching',
      git([{ ...stored, lastTransitionTime: NOW }], {
        status: { artifact: { revision: OLD } },
      }),
    ],
    [
      'with a newer revision upstream',
      'inProgress | fetching',
      git([
        { ...stored, status: 'Unknown' },
        aCondition({ type: 'ArtifactOutdated', reason: 'NewRevision' }),
      ]),
    ],
    [
      'whose fetch does not end',
      'diverged | fetch does not end',
      git([
        {
          ...stored,
          status: 'Unknown',
          lastTransitionTime: '2026-11-21T05:00:00Z',
        },
      ]),
    ],
    [
      'that polls on request',
      'ok | main 3fa2c1e',
      git([
        stored,
        aCondition({
          type: 'Reconciling',
          reason: 'Progressing',
          message: 'reconciliation in progress',
        }),
      ]),
    ],
    [
      'that is suspended',
      'suspended | suspended at main 3fa2c1e',
      git([stored], { spec: { suspend: true } }),
    ],
    [
      'that is ready without an artifact',
      'unknown | no artifact told',
      git([stored], { status: { artifact: undefined } }),
    ],
    [
      'that nobody ever looked at',
      'unknown | never looked at',
      git([], { status: { artifact: undefined } }),
    ],
    [
      'of kind HelmRepository and type oci',
      'ok | static configuration',
      anObject<Source>(
        'source.toolkit.fluxcd.io/v1',
        'HelmRepository',
        'flux-system',
        'charts',
        { spec: { type: 'oci' } },
      ),
    ],
    [
      'whose signature is wrong',
      'diverged | signature not verified',
      git([
        { ...stored, status: 'False' },
        aCondition({ type: 'SourceVerified', status: 'False' }),
      ]),
    ],
  ])('%s: %s', (_what, expected, object) => {
    const { verdict, headline } = judge(object);

    expect(`${verdict} | ${headline}`).toBe(expected);
  });

  it('that fails tells what stays in use', () => {
    expect(
      judge(git([{ ...stored, status: 'False' }, fetchFailed])),
    ).toMatchObject({
      message: 'authentication required',
      revision: { commit: COMMIT },
      summary:
        'GitRepository/flux-system/apps: fetch failed. What was fetched before stays in use: main 3fa2c1e.',
    });
  });

  it.each([
    ['2026-11-21T05:59:00Z', 'inProgress'],
    ['2026-11-21T05:50:00Z', 'diverged'],
  ])(
    'whose changed spec nobody takes up since %s is %s, and since when nobody tells',
    (observedAt, verdict) => {
      const object = git([stored], {
        metadata: { generation: 2 },
        status: { observedGeneration: 1 },
      });
      const judged = judgeSourceObject(
        { ref: refOf('staging', object), object, observedAt },
        NOW,
      );
      expect(judged.verdict).toBe(verdict);
      expect(judged.since).toBeUndefined();
    },
  );
});
