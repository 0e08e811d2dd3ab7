import fc from 'fast-check';
import { failureClass } from '../classes/FailureClass';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import { aJudgedTarget } from '../testUtils/judgedPath';
import { explainFailure, type ExplainContext } from './explainFailure';

const TEAM = 'group:default/payments';
const PLATFORM = 'group:default/platform';
const NETWORK = 'group:default/network';

const nobody: ExplainContext = {
  ownership: { platformGroup: PLATFORM, rules: [] },
  runbooks: [],
};
const explain = (
  message: string,
  more: Omit<Parameters<typeof explainFailure>[0], 'message'> = {},
  context: Partial<ExplainContext> = {},
) => explainFailure({ message, ...more }, { ...nobody, ...context });

const AUTH =
  "failed to checkout and determine revision: unable to clone 'https://git.example.com/apps': authentication required: Unauthorized";
const PULL =
  'Failed to pull image "registry.example.com/api:1.9": rpc error: code = NotFound desc = failed to pull and unpack image: registry.example.com/api:1.9: not found';

describe('a message alone', () => {
  it('gets a class with its meaning, who moves first, and checks with commands', () => {
    const { firstMove, runbook, ...told } = explain(AUTH);

    expect(told).toMatchObject({
      class: 'source-auth',
      segment: 'source',
      plane: 'control',
      text: AUTH,
      read: { failure: { message: AUTH } },
    });
    expect(told.meaning).toBe(failureClass('source-auth')!.meaning);
    expect(firstMove).toEqual({
      who: 'the platform group',
      owner: PLATFORM,
      because: 'source-auth goes to the platform group first',
    });
    expect(runbook.checks.map(({ command }) => command)).toContain(
      "flux --context '<cluster>' -n '<namespace>' events --for GitRepository/'<source>'",
    );
    expect(told.untold.join(' ')).toMatch(/kind.*Whose service.*still holds/);
  });

  it('says whose the class is, and that nobody can be named, where no service is', () => {
    expect(explain(PULL).firstMove).toEqual({
      who: 'the team that owns the service',
      because:
        'image-pull goes to the team that owns the service first; no service was named',
    });
  });

  it('is loud where the configuration has a gap', () => {
    expect(
      explain(AUTH, {}, { ownership: { rules: [] } }).firstMove,
    ).toMatchObject({ unowned: true });
  });

  it('goes by rules for a class, and by none for a place', () => {
    const rules = [
      { match: [{ namespace: 'istio-*' }], owner: 'group:default/mesh' },
      { match: [{ class: 'source-*' }], owner: NETWORK },
    ];

    expect(
      explain(
        AUTH,
        { kind: 'GitRepository' },
        { ownership: { rules, platformGroup: PLATFORM } },
      ).firstMove.owner,
    ).toBe(NETWORK);
  });

  it('tells the cause inside', () => {
    const { class: name, cause } = explain(
      'Helm upgrade failed for release shop/web with chart web@1.2.0: failed to create resource: Deployment.apps "web" is invalid: spec.template.spec.containers[0].image: Required value',
      { kind: 'HelmRelease' },
    );

    expect(name).toBe('helm-upgrade-failed');
    expect(cause).toMatchObject({
      class: 'apply-admission',
      segment: 'reconcile',
      meaning: failureClass('apply-admission')!.meaning,
    });
  });

  it('that says nothing is unknown, and says so', () => {
    const { class: name, untold, runbook } = explain('lorem ipsum dolor');

    expect(name).toBe('unknown');
    expect(untold[0]).toMatch(/What kind of failure/);
    expect(runbook.checks.length).toBeGreaterThan(3);
  });

  it('names the policy that refused', () => {
    expect(
      explain(
        'ConfigMap/a/b dry-run failed: admission webhook "validate.kyverno.svc-fail" denied the request: no latest tag',
        { kind: 'Kustomization' },
      ).policy,
    ).toEqual({
      kind: 'ValidatingWebhookConfiguration',
      name: 'validate.kyverno.svc-fail',
      owner: PLATFORM,
      because: 'the platform group owns policies',
    });
  });
});

describe('what the caller tells beside', () => {
  it('counts before what the text tells', () => {
    const text = JSON.stringify({
      kind: 'Kustomization',
      metadata: { name: 'a', namespace: 'b' },
      status: {
        conditions: [
          { type: 'Ready', status: 'False', reason: 'X', message: 'broken' },
        ],
      },
    });

    expect(
      explain(text, { kind: 'HelmRelease', reason: 'UpgradeFailed' }).read
        .failure,
    ).toMatchObject({
      kind: 'HelmRelease',
      reason: 'UpgradeFailed',
      name: 'a',
      message: 'broken',
    });
  });

  it('as an empty text counts for nothing', () => {
    expect(explain(AUTH, { kind: '', reason: ' ' }).read.failure).toEqual({
      message: AUTH,
    });
  });
});

describe('a text of a service', () => {
  const target = aJudgedTarget();
  const inEntity = (
    targets = [target],
    more: Partial<NonNullable<ExplainContext['entity']>> = {},
  ): Partial<ExplainContext> => ({
    ownership: {
      platformGroup: PLATFORM,
      entityOwner: TEAM,
      rules: [{ match: [{ namespace: 'payments' }], owner: NETWORK }],
    },
    entity: { targets, ...more },
  });

  it('goes by the rules for the very objects, with their commands', () => {
    const told = explain(PULL, { kind: 'Pod' }, inEntity());

    expect(told.firstMove).toMatchObject({
      owner: NETWORK,
      because: 'fluxDelivery.ownership.rules[0]: namespace payments',
    });
    expect(told.target).toEqual({
      id: target.id,
      environment: 'prod',
      cluster: 'prod-eu',
    });
    const commands = told.runbook.checks.flatMap(
      ({ command }) => command ?? [],
    );
    expect(commands.join('\n')).not.toContain('<');
    expect(commands.length).toBeGreaterThan(3);
  });

  it('finds the target by the object that the text names', () => {
    const other = aJudgedTarget(
      {},
      {
        id: 'other',
        cluster: 'prod-us',
        applierRef: { ...target.applierRef!, name: 'payments-us' },
        workloads: [],
        owned: [],
      },
    );
    const row =
      '5m  Warning  BuildFailed  kustomization/payments-us  kustomize build failed: accumulating resources: no such file';

    expect(explain(row, {}, inEntity([target, other])).target?.id).toBe(
      'other',
    );
    const unclear = explain(PULL, {}, inEntity([target, other]));
    expect(unclear.target).toBeUndefined();
    expect(unclear.untold.join(' ')).toContain('Which of the 2 targets');
    expect(unclear.firstMove.owner).toBe(TEAM);
  });

  it('goes by the target that the caller names', () => {
    const other = aJudgedTarget({}, { id: 'other', cluster: 'prod-us' });

    expect(
      explain(PULL, {}, inEntity([target, other], { targetId: 'other' })).target
        ?.cluster,
    ).toBe('prod-us');
  });

  it('goes to the root cause that the path knows', () => {
    const waits = aJudgedTarget({
      reconcile: {
        verdict: 'diverged',
        class: 'dependency-not-ready',
        headline: 'waits',
        summary: 'It waits.',
        rootCause: {
          cluster: 'prod-eu',
          group: 'kustomize.toolkit.fluxcd.io',
          kind: 'Kustomization',
          namespace: 'flux-system',
          name: 'cluster',
          class: 'build-render',
          summary: 'It cannot be built.',
        },
        evidence: [
          {
            object: target.applierRef!,
            field: 'status',
            value: 'False',
            observedAt: '',
          },
        ],
      },
    });

    expect(
      explain(
        "dependency 'flux-system/cluster' is not ready",
        { kind: 'Kustomization' },
        inEntity([waits]),
      ).firstMove.owner,
    ).toBe(PLATFORM);
  });

  it('tells nothing of targets that are not bound', () => {
    const hidden = aJudgedTarget({}, { binding: 'notAuthorized' });
    const told = explain(PULL, { kind: 'Pod' }, inEntity([hidden]));

    expect(told.target).toBeUndefined();
    expect(JSON.stringify(told.runbook)).not.toMatch(/payments|prod-eu/);
  });

  it('has the page of the entity first', () => {
    const runbookUrl = 'https://wiki.example.com/api';

    expect(
      explain(PULL, {}, inEntity([target], { runbookUrl })).runbook.url,
    ).toBe(runbookUrl);
  });
});

describe('credentials', () => {
  it('come out nowhere', () => {
    const told = explain(
      `kind: GitRepository\nstatus:\n  conditions:\n  - type: Ready\n    status: "False"\n    message: "unable to clone 'https://bot:hunter2secret@git.example.com/x': 403"`,
    );

    expect(told.read.failure.message).toContain('***@git.example.com');
    expect(JSON.stringify(told)).not.toContain('hunter2');
  });

  it('of a Secret that was pasted whole do neither', () => {
    const yaml =
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\ndata:\n  a: aHVudGVyMg==\n  b: c2VjcmV0\ntype: Opaque';
    const json = '{"kind": "Secret", "data": {"a": "aHVudGVyMg=="}}';

    expect(explain(yaml).text).toBe(
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\ndata:\n  a: ***\n  b: ***\ntype: Opaque',
    );
    expect(JSON.stringify(explain(json))).not.toContain('aHVudGVy');
    expect(JSON.stringify(explain(yaml))).not.toContain('aHVudGVy');
  });
});

describe('an explanation', () => {
  it('is total: any text gives a class, a segment, a move, checks, and the same at the second time', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.json(),
      fc
        .array(
          fc.oneof(
            fc.constantFrom(
              'kind: Pod',
              '  - type: Ready',
              '    status: "False"',
              '    message: >-',
              'NAME  READY  MESSAGE',
              'apps  False  boom',
              'Events:',
              '{"error":"x","level":"error"}',
              '✗ Kustomization reconciliation failed',
              '\u0000\u001b[31m',
            ),
            fc.string({ maxLength: 60 }),
          ),
          { maxLength: 12 },
        )
        .map(lines => lines.join('\n')),
    );
    fc.assert(
      fc.property(
        anyText,
        fc.option(fc.string(), { nil: undefined }),
        (text, kind) => {
          const told = explain(text, { kind });
          expect(SEGMENTS).toContain(told.segment);
          expect(failureClass(told.class)).toBeDefined();
          expect(told.firstMove.who).not.toBe('');
          expect(told.runbook.checks.length).toBeGreaterThan(0);
          expect(explain(text, { kind })).toEqual(told);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes no longer for a text made to be slow', () => {
    const nasty = [
      `${'- '.repeat(30_000)}`,
      `${' '.repeat(60_000)}x`,
      `${'a: b\n'.repeat(13_000)}`,
      `{"a":${'['.repeat(30_000)}`,
      `${'kubectl get '.repeat(5_000)}`,
      `${'NAME  READY  MESSAGE\n'.repeat(3_000)}`,
      `${'x  '.repeat(20_000)}`,
      `message: |\n${'  y\n'.repeat(16_000)}`,
      `${'  Warning  Failed  '.repeat(3_000)}`,
    ];
    for (const text of nasty) {
      const from = process.hrtime.bigint();
      explain(text.slice(0, 65_536));
      const took = Number(process.hrtime.bigint() - from) / 1e6;
      expect(took).toBeLessThan(1_000);
    }
  });
});
