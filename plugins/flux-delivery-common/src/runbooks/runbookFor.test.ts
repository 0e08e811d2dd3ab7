import { failureClasses } from '../classes/FailureClass';
import type { Segment } from '../divergence/SegmentVerdict';
import {
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { aJudgedTarget, refTo, seen, SEEN_AT } from '../testUtils/judgedPath';
import type { Pod } from '../kube/workloads';
import type { Source } from '../flux/objects';
import { runbookFor } from './runbookFor';
import type { RunbookInput } from './Runbook';

const target = aJudgedTarget();
const commandsOf = (input: Partial<RunbookInput>) =>
  runbookFor({ segment: 'reconcile', target, ...input }).checks.flatMap(
    ({ command }) => command ?? [],
  );

function sourceTarget(source: Source) {
  const observed = seen(source);
  return aJudgedTarget(
    {},
    { sources: [{ ref: observed.ref, source: observed, because: '' }] },
  );
}

const CASES = failureClasses.flatMap(({ name, segments }) =>
  (segments === 'any' ? (['reconcile'] as Segment[]) : segments).map(
    segment => [name, segment] as const,
  ),
);

describe.each(CASES)('the runbook for %s at %s', (name, segment) => {
  const { checks, meaning } = runbookFor({ class: name, segment, target });

  it('has checks of both planes, control plane first', () => {
    const planes = checks.map(({ plane }) => plane);

    expect(checks.length).toBeGreaterThanOrEqual(3);
    expect([...new Set(planes)]).toEqual(['control', 'data']);
    expect(planes).toEqual([...planes].sort());
    expect(meaning).not.toContain('not known');
  });

  it('says of each what to expect and what next, and gives commands for this cluster', () => {
    const commands = checks.flatMap(({ command }) => command ?? []);
    const foreign = commands.filter(
      command =>
        !/^(?:flux|kubectl) --context prod-eu |^(?:git ls-remote|crane) /.test(
          command,
        ),
    );

    expect(commands.length).toBeGreaterThanOrEqual(2);
    expect(foreign).toEqual([]);
    expect(commands.join('\n')).not.toMatch(/undefined|\[object/);
    expect(
      checks.filter(({ expect: seenThere, next }) => !seenThere || !next),
    ).toEqual([]);
  });
});

describe('the commands', () => {
  it('are those of the very objects', () => {
    expect(commandsOf({ class: 'source-auth', segment: 'source' })).toEqual([
      'flux --context prod-eu -n flux-system events --for GitRepository/apps',
      "git ls-remote 'https://git.example.com/apps.git' main",
      'kubectl --context prod-eu -n flux-system get gitrepositories.source.toolkit.fluxcd.io apps -o yaml',
      'flux --context prod-eu -n flux-system reconcile source git apps',
      'kubectl --context prod-eu -n payments rollout status deployments.apps/api --timeout=10s',
      "kubectl --context prod-eu -n payments get endpointslices -l 'kubernetes.io/service-name=api' -o yaml",
    ]);
  });

  it('ask a registry with crane, as the source asks it', () => {
    const oci = (ref: object) =>
      sourceTarget(
        anObject<Source>(
          'source.toolkit.fluxcd.io/v1',
          'OCIRepository',
          'shop',
          'web',
          {
            spec: { url: 'oci://registry.example.com/shop/web', ref },
          },
        ),
      );
    const asked = (ref: object) =>
      commandsOf({
        class: 'source-ref-missing',
        segment: 'source',
        target: oci(ref),
      }).find(command => command.startsWith('crane'));

    expect(asked({ tag: '1.8.3' })).toBe(
      "crane digest 'registry.example.com/shop/web:1.8.3'",
    );
    expect(asked({ semver: '1.x' })).toBe(
      "crane ls 'registry.example.com/shop/web'",
    );
    expect(asked({})).toBe(
      "crane digest 'registry.example.com/shop/web:latest'",
    );
  });

  it('name the image, the pods and the Helm storage', () => {
    expect(commandsOf({ class: 'image-pull', segment: 'rollout' })).toContain(
      "crane digest 'registry.example.com/api:1.8.3'",
    );
    expect(commandsOf({ class: 'crash-loop', segment: 'rollout' })).toContain(
      "kubectl --context prod-eu -n payments logs -l 'app=api' --all-containers --previous --tail=50 --prefix",
    );
    const release = seen(
      aHelmRelease('shop', 'pricing', { spec: { targetNamespace: 'live' } }),
    );
    expect(
      commandsOf({
        class: 'helm-upgrade-failed',
        target: aJudgedTarget(
          {},
          { applier: release, applierRef: release.ref },
        ),
      }),
    ).toContain(
      "kubectl --context prod-eu -n shop get secrets -l 'owner=helm,name=live-pricing' --show-labels",
    );
  });

  it('go to the root blocker, and to the workload that diverged', () => {
    expect(
      commandsOf({
        class: 'dependency-not-ready',
        rootCause: refTo('Kustomization', 'ledger', 'accounts'),
      })[0],
    ).toBe('flux --context prod-eu -n ledger get kustomizations accounts');
    const second = seen(aDeployment('payments', 'worker'));
    const two = aJudgedTarget(
      {},
      {
        workloads: [
          ...target.workloads,
          { ref: second.ref, workload: second, because: '', related: [] },
        ],
      },
    );
    expect(
      commandsOf({
        class: 'unready',
        segment: 'rollout',
        target: two,
        object: second.ref,
      }).join('\n'),
    ).toContain("-l 'app=worker'");
  });

  it('go to the workload whose pod it is, and delete a pod for a StatefulSet alone', () => {
    const pod = anObject<Pod>('v1', 'Pod', 'payments', 'db-2');
    const withPod = (kind: string) => {
      const db = seen(
        anObject('apps/v1', kind, 'payments', 'db', {
          spec: { selector: { matchLabels: { app: 'db' } } },
        }),
      );
      return aJudgedTarget(
        {},
        {
          workloads: [
            ...target.workloads,
            {
              ref: db.ref,
              workload: db,
              because: '',
              related: [],
              pods: {
                observedAt: SEEN_AT,
                pods: [pod],
                replicaSets: [],
                truncated: false,
              },
            },
          ],
        },
      );
    };
    const told = (kind: string) =>
      commandsOf({
        class: 'crash-loop',
        segment: 'rollout',
        target: withPod(kind),
        object: refTo('Pod', 'payments', 'db-2'),
      });

    expect(told('StatefulSet')).toContain(
      'kubectl --context prod-eu -n payments delete pods db-2',
    );
    expect(told('StatefulSet').join('\n')).toContain("-l 'app=db'");
    expect(told('DaemonSet').join('\n')).not.toContain(' delete ');
  });

  it('look at image automation first where the promotion broke', () => {
    const scan = refTo(
      'ImageRepository',
      'shop',
      'web',
      'image.toolkit.fluxcd.io',
    );

    expect(
      commandsOf({
        class: 'source-auth',
        segment: 'promotion',
        object: scan,
      }).slice(0, 2),
    ).toEqual([
      'flux --context prod-eu -n shop get images all',
      'flux --context prod-eu -n shop events --for ImageRepository/web',
    ]);
  });

  it.each([
    '--upload-pack=touch x',
    'ext::sh -c touch% x',
    'https://--x',
    'file:///etc',
  ])('never hand %s to git', url => {
    const commands = commandsOf({
      class: 'source-auth',
      segment: 'source',
      target: sourceTarget(aGitRepository('shop', 'apps', { spec: { url } })),
    });

    expect(commands.filter(command => command.startsWith('git'))).toEqual([]);
  });

  it('quote whatever a cluster holds', () => {
    const nasty = "'; rm -rf / #";
    const commands = commandsOf({
      class: 'build-render',
      target: aJudgedTarget(
        {},
        {
          applier: seen(
            aKustomization('flux-system', 'payments-api', {
              spec: { path: nasty, serviceAccountName: nasty },
            }),
          ),
        },
      ),
    });

    expect(commands.join('\n')).toContain("--path ''\\''; rm -rf / #'");
  });

  it('tell nothing of objects that are not bound to the entity', () => {
    const text = commandsOf({
      class: 'source-auth',
      segment: 'source',
      target: aJudgedTarget({}, { binding: 'notAuthorized' }),
    }).join('\n');

    expect(text).not.toMatch(/git\.example|registry|app=api/);
  });
});

describe('a page of the adopter', () => {
  const rules = [
    {
      match: [{ class: 'source-*' }],
      url: 'https://wiki.example.com/source?c={cluster}&n={namespace}/{name}',
    },
    { match: [{}], url: 'https://wiki.example.com/all' },
  ];

  it('comes from the first rule that matches, with the object filled in', () => {
    expect(
      runbookFor({ class: 'source-auth', segment: 'source', target, rules }),
    ).toMatchObject({
      url: 'https://wiki.example.com/source?c=prod-eu&n=flux-system/payments-api',
      urlBecause: 'fluxDelivery.runbooks[0]: class source-*',
    });
    expect(
      runbookFor({ class: 'crash-loop', segment: 'rollout', target, rules })
        .url,
    ).toBe('https://wiki.example.com/all');
  });

  it('goes by whose move it is as well', () => {
    const byOwner = [
      {
        match: [{ owner: 'group:default/payments' }],
        url: 'https://wiki.example.com/payments',
      },
      {
        match: [{ class: 'source-*', owner: 'group:*/platform' }],
        url: 'https://wiki.example.com/platform',
      },
    ];
    const page = (owners?: string[]) =>
      runbookFor({
        class: 'source-auth',
        segment: 'source',
        target,
        rules: byOwner,
        owners,
      });

    expect(page(['group:default/platform'])).toMatchObject({
      url: 'https://wiki.example.com/platform',
      urlBecause:
        'fluxDelivery.runbooks[1]: owner group:*/platform, class source-*',
    });
    expect(
      page(['group:default/platform', 'group:default/payments']),
    ).toMatchObject({
      url: 'https://wiki.example.com/payments',
      urlBecause: 'fluxDelivery.runbooks[0]: owner group:default/payments',
    });
    expect(page().url).toBeUndefined();
  });

  it('of the entity comes before all rules', () => {
    expect(
      runbookFor({
        segment: 'source',
        target,
        rules,
        entityUrl: 'https://wiki.example.com/payments',
      }).url,
    ).toBe('https://wiki.example.com/payments');
  });

  it('is a web page', () => {
    const entityUrl = 'data:text/html,x';

    expect(
      runbookFor({ segment: 'source', target, entityUrl }).url,
    ).toBeUndefined();
    expect(
      runbookFor({
        segment: 'source',
        target,
        rules: [{ match: [{}], url: entityUrl }],
      }).url,
    ).toBeUndefined();
  });
});

it.each<Segment>(['promotion', 'source', 'reconcile', 'rollout', 'traffic'])(
  'has the checks of %s where the class is not known',
  segment => {
    const { checks, meaning } = runbookFor({
      segment,
      target,
      class: 'toString',
    });

    expect(checks.length).toBeGreaterThanOrEqual(3);
    expect(meaning).toContain('not known');
  },
);
