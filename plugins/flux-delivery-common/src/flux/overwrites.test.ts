import { aDeployment } from '../testUtils/builders';
import { carryOverwrites, overwritesOf } from './overwrites';

const AT = '2026-11-21T06:00:00Z';

/** The Deployment as one of two Kustomizations applied it. */
const by = (name: string | undefined, replicas: number, uid = 'one') =>
  aDeployment('payments', 'api', {
    metadata: {
      uid,
      labels: name
        ? {
            'kustomize.toolkit.fluxcd.io/name': name,
            'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
          }
        : undefined,
    },
    spec: { replicas },
  });
const blue = 'Kustomization/flux-system/blue';
const green = 'Kustomization/flux-system/green';

describe('who overwrote whom', () => {
  it.each<[string, ReturnType<typeof by>, ReturnType<typeof by>, unknown[]]>([
    [
      'is told where the content went with the owner',
      by('blue', 1),
      by('green', 2),
      [{ at: AT, from: blue, to: green }],
    ],
    ['is nobody where only the owner went', by('blue', 1), by('green', 1), []],
    ['is nobody where the owner stayed', by('blue', 1), by('blue', 2), []],
    ['is nobody where nobody owned it', by(undefined, 1), by('blue', 2), []],
    [
      'is nobody where it was made anew',
      by('blue', 1),
      by('green', 2, 'two'),
      [],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(overwritesOf(carryOverwrites(before, after, AT))).toEqual(expected);
  });

  it('is remembered, and bounded', () => {
    const versions = Array.from({ length: 30 }, (_, at) =>
      at % 2 ? by('green', 2) : by('blue', 1),
    );
    const held = versions.reduce<ReturnType<typeof carryOverwrites>>(
      (before, after) => carryOverwrites(before, after, AT),
      versions[0],
    );

    expect(overwritesOf(held)).toHaveLength(10);
    expect(
      overwritesOf(carryOverwrites(held, by('green', 2), AT)),
    ).toHaveLength(10);
  });
});
