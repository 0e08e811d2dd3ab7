import {
  BUILT_SITUATIONS,
  capturedSituations,
} from '../../testUtils/situations';
import { checkInput, UNREACHABLE } from '../__testUtils__/checkInput';
import { checkContract } from './checkContract';

const FULL = `
identifiers: { names: [tag], images: [registry.example.com/payments/api] }
environments:
  - { name: staging, overlay: staging, version: floating }
  - { name: prod, overlay: prod, version: pinned, appliers: [Kustomization/a/b] }
appTeamMayChange: []
interfaces: []
`;

it('makes every check of every situation, and says why for each', () => {
  for (const { target } of [...capturedSituations(), ...BUILT_SITUATIONS]) {
    const checks = checkContract(
      checkInput(FULL, {
        judged: [target],
        clusters: [{ name: target.cluster, state: 'synced' }],
      }),
    );
    expect(checks.map(({ name }) => name)).toHaveLength(8);
    for (const { result, summary, findings, notKnown } of checks) {
      expect(summary).not.toBe('');
      expect(result === 'violated').toBe(findings.length > 0);
      expect(result === 'ok' && notKnown.length > 0).toBe(false);
    }
  }
});

it('is never ok where nothing can be seen', () => {
  for (const changes of [
    { judged: [], clusters: [] },
    { judged: [], clusters: UNREACHABLE },
  ]) {
    const checks = checkContract(
      checkInput(FULL, { ...changes, ledger: { notKnown: 'no right' } }),
    );
    expect(checks.filter(({ result }) => result === 'ok')).toEqual([]);
  }
});
