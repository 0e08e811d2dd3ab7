import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  classifyFailure,
  failureClasses,
} from 'backstage-plugin-flux-delivery-common';
import { EstateJudge, type Verdict } from '../__testUtils__/EstateJudge';
import { simulate } from '../Simulator';
import type { ServiceSpec } from './Scenario';
import { readScenario } from './readScenario';

const estate = readScenario(resolve(__dirname, '../../scenarios/estate.yaml'));
const situations = estate.services.filter(({ shows }) => shows);
const MINUTE = 60_000;
const LOOKS = 12;

/** What tells of no failure: work that goes on, and a text that nobody understands. */
const NO_FAILURES = ['progressing', 'unknown'];

/** Classes of a remediation: the divergence is what was remediated, and they are told beside it. */
const TOLD_BESIDE: Record<string, { condition: string; class: string }> = {
  'helm-rollback': { condition: 'Remediated', class: 'helm-upgrade-failed' },
  'helm-retries-exhausted': {
    condition: 'Stalled',
    class: 'helm-upgrade-failed',
  },
};

/** Who moves first, by the table of the documentation; everything else is the app team's. */
const PLATFORM_FIRST = [
  'source-auth',
  'source-network',
  'source-verification-failed',
  'artifact-missing',
  'chart-pull',
  'not-reconciled',
  'decryption',
  'apply-rbac',
  'apply-crd-missing',
  'apply-namespace-missing',
  'apply-quota',
  'quota',
  'unschedulable',
  'prune-failure',
  'route-not-accepted',
];
/** Says nothing about whose it is: the owner of the segment, which for a source is the platform team. */
const BY_SEGMENT: Record<string, string> = {
  stalled: 'group:default/platform',
  'canary-weight': 'group:default/platform',
};

const responderOf = (name: string) =>
  BY_SEGMENT[name] ??
  `group:default/${PLATFORM_FIRST.includes(name) ? 'platform' : 'situations'}`;

const judgedClass = ({ shows }: ServiceSpec) =>
  TOLD_BESIDE[shows!]?.class ?? shows!;

describe('the situations of the demo', () => {
  const simulation = simulate({
    scenario: estate,
    startAt: Date.parse('2026-11-21T12:00:00Z'),
  });
  const judge = new EstateJudge(simulation, ['staging', 'prod-eu']);
  const seen = new Map<string, Verdict[][]>();

  beforeAll(() => {
    // Longer than the longest interval: every retry comes round, and every pass is met somewhere in its middle.
    simulation.clock.advance(11 * MINUTE);
    for (let look = 0; look < LOOKS; look++) {
      simulation.clock.advance(101_000);
      judge.judge(situations).forEach((verdicts, name) => {
        seen.set(name, [...(seen.get(name) ?? []), verdicts]);
      });
    }
  });

  it('show every failure class that there is', () => {
    const shown = new Set(situations.map(({ shows }) => shows));
    const missing = failureClasses
      .map(({ name }) => name)
      .filter(name => !shown.has(name) && !NO_FAILURES.includes(name));
    expect(missing).toEqual([]);
  });

  const expectToTell = (service: ServiceSpec) => {
    const wanted = judgedClass(service);
    const all = seen.get(service.name)!.flat();
    expect(all).toHaveLength(LOOKS);
    expect([
      ...new Set(all.map(({ divergence }) => divergence.split(' ')[1])),
    ]).toEqual([wanted]);
    expect([...new Set(all.map(one => one.firstResponder))]).toEqual([
      responderOf(wanted),
    ]);
  };
  // eslint-disable-next-line jest/expect-expect -- The expectations are those of expectToTell.
  it.each(situations)(
    '$name diverges with its class at every look, and names who moves first',
    expectToTell,
  );

  it.each(situations.filter(({ shows }) => shows! in TOLD_BESIDE))(
    '$name tells of it beside the failure',
    ({ name, shows }) => {
      const { condition: type } = TOLD_BESIDE[shows!];
      const [{ judged }] = seen.get(name)!.flat();
      const conditions = (
        judged.applier!.object.status as {
          conditions: { type: string; reason: string; message: string }[];
        }
      ).conditions;
      const { reason, message } = conditions.find(one => one.type === type)!;
      expect(
        classifyFailure({
          kind: 'HelmRelease',
          condition: type,
          reason,
          message,
        }).class,
      ).toBe(shows);
    },
  );

  it('stand in the documentation, each under its class', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../docs/demo.md'),
      'utf8',
    );
    for (const { name, shows } of situations) {
      expect(page).toMatch(
        new RegExp(`\\| \`${shows}\` +\\| [^|]*\`${name}\``),
      );
    }
  });
});
