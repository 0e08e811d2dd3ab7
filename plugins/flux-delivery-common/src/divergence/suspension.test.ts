import { kindOf } from '../flux/kinds';
import { refOf } from '../kube/KubeObject';
import { projectObject } from '../kube/projectObject';
import { loadFixture } from '../testUtils/loadFixture';
import { suspensionOf } from './suspension';

it('tells since when and through what a captured applier is suspended', () => {
  const suspended = loadFixture('suspended-applier').filter(
    ({ kind, spec }) =>
      kind === 'Kustomization' && (spec as { suspend?: boolean }).suspend,
  );
  const told = suspended.map(raw => {
    const object = projectObject(
      raw,
      kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization')!,
    )!;
    return suspensionOf({
      ref: refOf('staging', object),
      object,
      observedAt: '2026-11-21T06:00:00Z',
    });
  });

  expect(told.length).toBeGreaterThan(0);
  told.forEach(({ since, evidence }) => {
    expect(since).toMatch(/^2026-11-21T/);
    expect(evidence.map(({ field }) => field)).toEqual([
      'spec.suspend',
      expect.stringMatching(/^metadata\.managedFields\[.+\]$/),
    ]);
  });
});
