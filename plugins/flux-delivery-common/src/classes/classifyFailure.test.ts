import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import { classifyFailure, type ClassifiedFailure } from './classifyFailure';
import { failureClass, failureClasses } from './FailureClass';
import type { FailureInput } from './Facts';

type Case = FailureInput & ClassifiedFailure;

function cases(name: string): Case[] {
  return JSON.parse(
    readFileSync(join(__dirname, '..', '__fixtures__', name), 'utf8'),
  );
}

/** What is wrong with the answers, in full, so that a failing run can be read. */
function misses(all: Case[]): string[] {
  return all.flatMap(given => {
    const { class: name, segment, cause } = given;
    const got = classifyFailure(given);
    const right =
      got.class === name &&
      got.segment === segment &&
      (!cause ||
        (got.cause?.class === cause.class &&
          got.cause.segment === cause.segment));
    return right
      ? []
      : [
          `${given.kind} ${given.condition}=${given.status} ${given.reason}: ${given.message}\n` +
            `  wanted ${name}/${segment} ${JSON.stringify(
              cause,
            )}, got ${JSON.stringify(got)}`,
        ];
  });
}

describe('classifyFailure', () => {
  it('knows the texts of the Flux controllers', () => {
    const all = cases('failure-messages.json');
    expect(all).toHaveLength(177);
    expect(misses(all)).toEqual([]);
  });

  it('knows texts of API servers, registries, Git servers, kubelets and routes', () => {
    const all = cases('failure-messages-more.json');
    expect(all.length).toBeGreaterThan(1_700);
    expect(misses(all)).toEqual([]);
  });

  it('tells an event by its message, whatever reason it carries', () => {
    const said = new Set(['Ready', 'Healthy', 'Released', 'TestSuccess']);
    const all = cases('failure-messages.json').filter(
      given => said.has(given.condition ?? '') && given.status === 'False',
    );
    const changed = all.filter(
      given =>
        classifyFailure({
          ...given,
          condition: 'Event',
          status: 'Warning',
          reason: 'Progressing',
        }).class !== given.class,
    );
    expect(all.length).toBeGreaterThan(100);
    expect(changed.map(({ message }) => message)).toEqual([]);
  });

  it('reads a failure that was reported while work went on', () => {
    expect(
      classifyFailure({
        kind: 'Kustomization',
        reason: 'Progressing',
        message: 'kustomize build failed: invalid Kustomization',
      }).class,
    ).toBe('build-render');
    expect(
      classifyFailure({
        kind: '',
        reason: 'Failed',
        message: 'dial tcp: no such host',
      }).class,
    ).toBe('source-network');
  });

  it('takes no failure from the reason of an event', () => {
    expect(
      classifyFailure({
        kind: 'Kustomization',
        condition: 'Event',
        status: 'info',
        reason: 'HealthCheckFailed',
        message: 'Deployment/shop/cart deleted',
      }).class,
    ).toBe('unknown');
  });

  it('reads a text that was pasted without its object', () => {
    const said =
      'deployments.apps "web" is forbidden: User "x" cannot patch resource "deployments" in API group "apps"';
    expect(classifyFailure({ kind: '', message: said })).toEqual({
      class: 'apply-rbac',
      segment: 'reconcile',
    });
    expect(
      classifyFailure({ kind: '', message: 'Back-off pulling image "x:1"' }),
    ).toEqual({ class: 'image-pull', segment: 'rollout' });
  });

  it('takes no name for an error', () => {
    const named =
      "timeout waiting for: [Deployment/denied/exceeded-quota-403 status: 'InProgress']";
    expect(
      classifyFailure({
        kind: 'Kustomization',
        condition: 'Ready',
        status: 'False',
        reason: 'HealthCheckFailed',
        message: named,
      }).class,
    ).toBe('health-check-timeout');
    expect(
      classifyFailure({
        kind: 'GitRepository',
        condition: 'Ready',
        status: 'False',
        reason: 'GitOperationFailed',
        message:
          "unable to clone 'https://denied.example.com/401/knownhosts': couldn't find remote ref \"refs/heads/503\"",
      }).class,
    ).toBe('source-ref-missing');
  });

  it('is total and gives the same answer again', () => {
    const names = new Set<string>(failureClasses.map(known => known.name));
    const segments = new Set<string>(SEGMENTS);
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('HelmRelease', 'Event', 'Pod', '__proto__', 'False'),
      fc.anything(),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({
            kind: word,
            condition: word,
            status: word,
            reason: word,
            message: word,
          }),
          fc.anything(),
        ),
        given => {
          const input = given as FailureInput;
          const answer = classifyFailure(input);
          expect(names.has(answer.class)).toBe(true);
          expect(segments.has(answer.segment)).toBe(true);
          expect(classifyFailure(input)).toEqual(answer);
        },
      ),
    );
  });

  it('bears the texts that its patterns would be slowest on', () => {
    const beginnings = [
      'tag ',
      'user "a',
      'permission to x',
      'failed to get x',
      'does not have x',
      'dependency x',
      'a://b',
      'namespaces "x',
      'http/1 1',
      'jobs x',
      '[[[',
      '\n\n',
    ];
    for (const beginning of beginnings) {
      const message = beginning.repeat(1_000_000 / beginning.length);
      expect(classifyFailure({ kind: '', message })).toEqual(
        classifyFailure({ kind: '', message }),
      );
    }
  });

  it('reads the head and the tail of a text of any length', () => {
    const long = 'x '.repeat(500_000);
    const kind = 'Kustomization';
    expect(
      classifyFailure({ kind, message: `post build failed for ${long}` }).class,
    ).toBe('substitution');
    expect(
      classifyFailure({ kind, message: `${long} exceeded quota: compute` })
        .class,
    ).toBe('apply-quota');
    expect(
      classifyFailure({
        kind,
        message: `${long} exceeded quota: compute ${long}`,
      }).class,
    ).toBe('unknown');
  });
});

describe('failureClasses', () => {
  it('says of each class what it means, and in which segment it is found', () => {
    for (const known of failureClasses) {
      expect(known.name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(known.meaning).toMatch(/^[A-Z].*\.$/);
      expect(failureClass(known.name)).toBe(known);
    }
    expect(failureClass('nonsense')).toBeUndefined();
  });

  it('covers every class that the tables name', () => {
    const named = [
      ...cases('failure-messages.json'),
      ...cases('failure-messages-more.json'),
    ].flatMap(({ class: name, cause }) =>
      cause ? [name, cause.class] : [name],
    );
    expect(named.filter(name => !failureClass(name))).toEqual([]);
  });
});

it('takes what the author of a chart says for no word of a server', () => {
  expect(
    classifyFailure({
      kind: 'HelmRelease',
      condition: 'Ready',
      status: 'False',
      reason: 'InstallFailed',
      message:
        'Helm install failed for release shop/web with chart web@1.0.0: execution error at (web/templates/all.yaml:1:25): 403 Forbidden exceeded quota: connection refused',
    }).cause?.class,
  ).toBe('build-render');
});
