import { firstDivergence } from '../divergence/firstDivergence';
import { aJudgedTarget, refTo, SEEN_AT } from '../testUtils/judgedPath';
import { capturedSituations } from '../testUtils/situations';
import { fleetTargetOf } from './fleetTargetOf';

const OWNERSHIP = {
  rules: [],
  entityOwner: 'group:default/payments',
  platformGroup: 'group:default/platform',
};

describe('a judged target as lists show it', () => {
  const situations = capturedSituations();

  it.each(situations.map(({ name, target }) => [name, target] as const))(
    '%s',
    (_, target) => {
      const summary = fleetTargetOf(target, OWNERSHIP);
      const divergence = firstDivergence(target.segments);

      expect(summary.bars.map(({ verdict }) => verdict)).toEqual(
        target.segments.map(({ verdict }) => verdict),
      );
      expect(summary.divergence?.segment).toBe(divergence?.segment);
      expect(['diverged', 'suspended'].includes(summary.state)).toBe(
        divergence !== null || summary.state === 'suspended',
      );
      // Who may see that segment alone may read the headline.
      expect(
        target.segments.find(({ segment }) => segment === summary.headlineOf)
          ?.headline,
      ).toBe(summary.headline);
      expect(summary.headlineOf).toBe(
        divergence?.segment ?? summary.headlineOf,
      );
      expect(summary.divergence?.cause !== undefined).toBe(divergence !== null);
      // What is well has nothing in it that is not.
      expect(
        summary.state !== 'ok' ||
          summary.bars.every(({ verdict }) =>
            ['ok', 'notObserved'].includes(verdict),
          ),
      ).toBe(true);
      // Evidence and messages are for the page of the service.
      expect(JSON.stringify(summary)).not.toMatch(/"(?:message|evidence)"/);
    },
  );

  it('is not well where nothing is observed', () => {
    const target = aJudgedTarget();
    const unseen = {
      ...target,
      segments: target.segments.map(segment => ({
        ...segment,
        verdict: 'notObserved' as const,
      })),
    };
    expect(fleetTargetOf(unseen, OWNERSHIP).state).toBe('unknown');
  });

  it('is in the namespace that it is to deliver to, also where nothing is there yet', () => {
    const target = aJudgedTarget();
    const applier = {
      ...target.applier!,
      object: {
        ...target.applier!.object,
        spec: {
          ...(target.applier!.object.spec as object),
          targetNamespace: 'secret',
        },
      },
    } as typeof target.applier;
    expect(
      fleetTargetOf({ ...target, applier, workloads: [] }, OWNERSHIP)
        .namespaces,
    ).toContain('secret');
  });

  it('names whose move it is and what is to be mended', () => {
    const target = aJudgedTarget({
      source: {
        verdict: 'diverged',
        class: 'source-auth',
        since: SEEN_AT,
        headline: 'authentication failed',
        evidence: [
          {
            object: refTo(
              'GitRepository',
              'flux-system',
              'apps',
              'source.toolkit.fluxcd.io',
            ),
            field: 'status.conditions[Ready].message',
            value: 'no',
            observedAt: SEEN_AT,
          },
        ],
      },
    });
    expect(fleetTargetOf(target, OWNERSHIP)).toMatchObject({
      state: 'diverged',
      headline: 'authentication failed',
      divergence: {
        segment: 'source',
        class: 'source-auth',
        since: SEEN_AT,
        firstResponder: 'group:default/platform',
        cause: { kind: 'GitRepository', name: 'apps', class: 'source-auth' },
      },
    });
  });
});
