import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import {
  fixtureTarget,
  fixtureView,
  latestTimeIn,
} from '../testUtils/fixtureTargets';
import type { ApplyPhase } from './ApplyPhases';
import { judgeTarget } from './judgeTarget';

/** The phase in which each captured Kustomization failed. */
function phases(): Record<string, ApplyPhase> {
  const told: Record<string, ApplyPhase> = {};
  for (const name of fixtureNames()) {
    const objects = loadFixture(name);
    const now = latestTimeIn(objects);
    for (const applier of objects.filter(
      ({ kind }) => kind === 'Kustomization',
    )) {
      const view = fixtureView(objects, now, applier);
      const { segments } = judgeTarget(fixtureTarget(applier, view), {
        view,
        now,
        pinned: false,
      });
      const phase = segments.find(one => one.phase)?.phase;
      if (phase) {
        told[`${name} ${applier.metadata.name}`] = phase;
      }
    }
  }
  return told;
}

it('is told of every captured Kustomization that failed in one', () => {
  expect(phases()).toMatchInlineSnapshot(`
    {
      "apply-admission admission": "validate",
      "apply-admission invalid": "validate",
      "apply-admission invalid2": "validate",
      "apply-admission psa": "validate",
      "apply-admission webhook": "validate",
      "apply-immutable-field job": "validate",
      "apply-immutable-field selector": "validate",
      "apply-rbac-quota-crd-namespace crd": "validate",
      "apply-rbac-quota-crd-namespace multi": "validate",
      "apply-rbac-quota-crd-namespace nonamespace": "validate",
      "apply-rbac-quota-crd-namespace nons": "validate",
      "apply-rbac-quota-crd-namespace quota": "validate",
      "apply-rbac-quota-crd-namespace quotasvc": "validate",
      "apply-rbac-quota-crd-namespace rbac": "validate",
      "apply-rbac-quota-crd-namespace rbacsa": "validate",
      "artifact-missing nosource": "fetch",
      "artifact-missing srcnotready": "fetch",
      "build-render accounts": "build",
      "build-render badyaml": "build",
      "build-render missingres": "build",
      "build-render nopath": "build",
      "build-render notk8s": "build",
      "dependency-chain accounts": "build",
      "health-check-failed jobfail": "health",
      "health-check-failed legacyhc": "health",
      "health-check-failed nested-child": "build",
      "health-check-failed parent": "health",
      "prune-failure prune": "prune",
      "substitution-and-decryption sops": "decrypt",
      "substitution-and-decryption sopsnosecret": "decrypt",
      "substitution-and-decryption subst": "build",
      "substitution-and-decryption substfrom": "build",
    }
  `);
});
