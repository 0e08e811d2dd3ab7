import { aGitRepository, anObject } from '../../testUtils/builders';
import { aJudgedTarget, seen } from '../../testUtils/judgedPath';
import {
  saidAtLine,
  checkInput,
  UNREACHABLE,
} from '../__testUtils__/checkInput';
import { checkVersions } from './versions';

const following = (source: ReturnType<typeof seen>) => [
  aJudgedTarget(
    {},
    { sources: [{ ref: source.ref, source, because: 'a test' }] },
  ),
];
const oci = (ref: Record<string, string>) =>
  following(
    seen(
      anObject(
        'source.toolkit.fluxcd.io/v1',
        'OCIRepository',
        'flux-system',
        'apps',
        { spec: { ref } },
      ),
    ),
  );
const git = (ref: Record<string, string>) =>
  following(seen(aGitRepository('flux-system', 'apps', { spec: { ref } })));
const check = (version: string, judged: ReturnType<typeof oci>) =>
  checkVersions(
    checkInput(`environments:\n  - name: prod\n    version: ${version}\n`, {
      judged,
    }),
  );

it.each([
  ['pinned', oci({ tag: '1.2.3' }), 'ok'],
  ['pinned', oci({ tag: 'stable' }), 'violated'],
  ['pinned', oci({ semver: '1.x' }), 'violated'],
  ['pinned', git({ branch: 'main' }), 'ok'],
  ['floating', git({ branch: 'main' }), 'ok'],
  ['floating', oci({ semver: '1.x' }), 'ok'],
  ['floating', oci({ tag: '1.2.3' }), 'violated'],
])('%s, case %#: %s', (version, judged, result) => {
  expect(check(version, judged as ReturnType<typeof oci>).result).toBe(result);
});

it('names what is followed, and the line', () => {
  expect(check('pinned', oci({ tag: 'stable' })).findings).toEqual([
    {
      summary:
        'prod is to be pinned, and on prod-eu it follows stable (floating).',
      said: saidAtLine(5),
    },
  ]);
});

it.each([
  ['the cluster is out of reach', { clusters: UNREACHABLE }],
  ['nothing delivers there', { judged: [] }],
])('cannot be checked where %s', (_, changes) => {
  expect(
    checkVersions(
      checkInput('environments: [{ name: prod, version: pinned }]', changes),
    ).result,
  ).toBe('cannotBeChecked');
});
