import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { KubeResource } from '../store/KubeResource';
import { SERVED_KINDS } from '../store/kinds';
import { ObjectStore } from '../store/ObjectStore';
import {
  Admission,
  inWordsOfFlux,
  inWordsOfHelm,
  type AdmissionOptions,
} from './Admission';

const FIXTURES = resolve(
  __dirname,
  '../../../../plugins/flux-delivery-common/src/__fixtures__/objects',
);
/** What real controllers wrote. */
const captured = readdirSync(FIXTURES)
  .map(file => readFileSync(resolve(FIXTURES, file), 'utf8'))
  .join('\n');

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  more: Partial<KubeResource> & { namespace?: string } = {},
): KubeResource => {
  const { namespace = 'lab', metadata, ...content } = more;
  return {
    apiVersion,
    kind,
    metadata: { namespace, ...metadata, name },
    ...content,
  };
};
const configMap = (name: string, more = {}) =>
  object('v1', 'ConfigMap', name, more);
const deployment = (selector: object) =>
  object('apps/v1', 'Deployment', 'selector', {
    spec: { selector: { matchLabels: selector } },
  });

/** The API server of a cluster that holds these objects. */
function admission(
  objects: KubeResource[] = [],
  rules: Partial<AdmissionOptions> = {},
): Admission {
  const store = new ObjectStore({
    timestamp: () => '2026-01-10T09:00:00Z',
    uid: () => 'uid',
  });
  const namespaces = ['lab', 'quota'].map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  [...namespaces, ...objects].forEach(one => store.create(one));
  return new Admission({ store, kinds: SERVED_KINDS, ...rules });
}

const policy = (kind: string, more: object) => ({
  name: 'ex-deny',
  type: 'policy' as const,
  in: ['staging'],
  namespace: 'lab',
  kind,
  ...more,
});

describe('a write that the API server takes', () => {
  it.each<[string, KubeResource[], KubeResource]>([
    ['a new object', [], configMap('new')],
    [
      'a change of what may be changed',
      [deployment({ a: 'b' })],
      {
        ...deployment({ a: 'b' }),
        spec: { ...deployment({ a: 'b' }).spec, replicas: 3 },
      },
    ],
    [
      'an object that no namespace holds',
      [],
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } },
    ],
    [
      'the last one that a quota allows',
      [
        object('v1', 'ResourceQuota', 'q', {
          spec: { hard: { configmaps: '1' } },
        }),
      ],
      configMap('one'),
    ],
    [
      'a change of an object in a namespace that ends',
      [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'old', deletionTimestamp: '2026-01-10T09:00:00Z' },
        },
        configMap('kept', { namespace: 'old' }),
      ],
      configMap('kept', { namespace: 'old', data: { a: 'b' } }),
    ],
  ])('%s', (_what, objects, written) => {
    expect(admission(objects).toWrite(written)).toBeUndefined();
  });

  it('of an account with the right for it, or of one that nobody limits', () => {
    const grants = [
      {
        in: ['staging'],
        serviceAccount: 'lab/weak',
        resources: ['configmaps'],
      },
    ];
    for (const account of ['lab/weak', 'lab/strong']) {
      expect(
        admission([], { grants }).toWrite(configMap('a'), account),
      ).toBeUndefined();
    }
  });

  it('where a policy looks elsewhere, at other objects or at another verb', () => {
    const written = configMap('a', { metadata: { labels: { b: 'c' } } });
    for (const more of [
      { namespace: 'quota' },
      { label: 'deny' },
      { verb: 'delete' as const },
      { kind: 'Secret' },
    ]) {
      const policies = [policy('ConfigMap', { says: 'no', ...more })];
      expect(admission([], { policies }).toWrite(written)).toBeUndefined();
    }
  });
});

describe('a write that it refuses, in the words that a real controller wrote', () => {
  it.each<
    [
      string,
      {
        written: KubeResource;
        objects?: KubeResource[];
        rules?: Partial<AdmissionOptions>;
        as?: string;
        text: string;
      },
    ]
  >([
    [
      'without the right',
      {
        written: object('v1', 'Service', 'rbac'),
        as: 'lab/weak',
        rules: {
          grants: [
            { in: ['staging'], serviceAccount: 'lab/weak', resources: [] },
          ],
        },
        text: 'Service/lab/rbac dry-run failed (Forbidden): services "rbac" is forbidden: User "system:serviceaccount:lab:weak" cannot patch resource "services" in API group "" in the namespace "lab"',
      },
    ],
    [
      'of a kind that is not installed',
      {
        written: object('cert-manager.io/v1', 'Issuer', 'x'),
        text: 'Issuer/lab/x dry-run failed: no matches for kind "Issuer" in version "cert-manager.io/v1"',
      },
    ],
    [
      'into a namespace that is not there',
      {
        written: configMap('nons', { namespace: 'nowhere' }),
        text: 'ConfigMap/nowhere/nons not found: namespaces "nowhere" not found',
      },
    ],
    [
      'that a policy denies',
      {
        written: configMap('denied', { metadata: { labels: { deny: 'yes' } } }),
        rules: {
          policies: [
            policy('ConfigMap', {
              label: 'deny',
              says: 'label deny is not allowed',
            }),
          ],
        },
        text: "ConfigMap/lab/denied dry-run failed (Invalid): configmaps \"denied\" is forbidden: ValidatingAdmissionPolicy 'ex-deny' with binding 'ex-deny' denied request: label deny is not allowed",
      },
    ],
    [
      'that a webhook cannot be asked about',
      {
        written: configMap('hooked'),
        rules: {
          policies: [
            policy('ConfigMap', {
              name: 'hook.ex.example.com',
              type: 'webhook',
              unavailable:
                'Post "https://127.0.0.1:1/validate?timeout=2s": dial tcp 127.0.0.1:1: connect: connection refused',
            }),
          ],
        },
        text: 'ConfigMap/lab/hooked dry-run failed (InternalError): Internal error occurred: failed calling webhook "hook.ex.example.com": failed to call webhook: Post "https://127.0.0.1:1/validate?timeout=2s": dial tcp 127.0.0.1:1: connect: connection refused',
      },
    ],
    [
      'of a selector that cannot be changed',
      {
        objects: [deployment({ 'app.kubernetes.io/name': 'selector' })],
        written: deployment({ 'app.kubernetes.io/name': 'selector', x: 'y' }),
        text: 'Deployment/lab/selector dry-run failed (Invalid): Deployment.apps "selector" is invalid: spec.selector: Invalid value: {"matchLabels":{"app.kubernetes.io/name":"selector","x":"y"}}: field is immutable',
      },
    ],
  ])('%s', (_what, { written, objects, rules, as, text }) => {
    const refusal = admission(objects, rules).toWrite(written, as);
    expect(inWordsOfFlux(written, refusal!)).toBe(`${text}\n`);
    expect(captured).toContain(text);
  });

  it('as Helm tells of a kind that is not installed', () => {
    const written = object('cert-manager.io/v1', 'Issuer', 'x');
    const text = inWordsOfHelm(written, admission().toWrite(written)!);
    const [first, second] = text.split('\n');
    expect(captured).toContain(first);
    expect(captured).toContain(second);
  });
});

describe('a write that it refuses', () => {
  it.each<[string, KubeResource[], KubeResource, reason: string, RegExp]>([
    [
      'over a quota, counted without pods that have ended',
      [
        object('v1', 'ResourceQuota', 'team', {
          namespace: 'quota',
          spec: { hard: { pods: '1' } },
        }),
        object('v1', 'Pod', 'done', {
          namespace: 'quota',
          status: { phase: 'Succeeded' },
        }),
        object('v1', 'Pod', 'runs', {
          namespace: 'quota',
          status: { phase: 'Running' },
        }),
      ],
      object('v1', 'Pod', 'next', { namespace: 'quota' }),
      'Forbidden',
      /^pods "next" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1$/,
    ],
    [
      'of a Job with another image',
      [job('m:1')],
      job('m:2'),
      'Invalid',
      /^Job.batch "migrate" is invalid: spec.template: Invalid value: .*: field is immutable$/,
    ],
    [
      'new in a namespace that ends',
      [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'old', deletionTimestamp: '2026-01-10T09:00:00Z' },
        },
      ],
      configMap('late', { namespace: 'old' }),
      'Forbidden',
      /^configmaps "late" is forbidden: unable to create new content in namespace old because it is being terminated$/,
    ],
  ])('%s', (_what, objects, written, reason, message) => {
    expect(admission(objects).toWrite(written)).toEqual({
      reason,
      message: expect.stringMatching(message),
    });
  });
});

describe('a deletion', () => {
  const policies = [
    policy('ConfigMap', { verb: 'delete' as const, says: 'keep it' }),
  ];

  it('is refused by a policy that minds deletions, which takes writes', () => {
    const api = admission([], { policies });
    expect(api.toDelete(configMap('audit'))).toEqual({
      reason: 'Invalid',
      message: expect.stringContaining('denied request: keep it'),
    });
    expect(api.toWrite(configMap('audit'))).toBeUndefined();
  });

  it('is taken where nothing minds', () => {
    expect(admission().toDelete(configMap('audit'))).toBeUndefined();
  });
});

function job(image: string): KubeResource {
  return object('batch/v1', 'Job', 'migrate', {
    spec: { template: { spec: { containers: [{ name: 'm', image }] } } },
  });
}
