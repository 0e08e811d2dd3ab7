import type { ResolvedTarget } from './DeliveryPath';
import { tenancyNotes, type Tenancy } from './tenancy';

const TENANCY: Tenancy = {
  platformGroup: 'group:default/platform',
  tenants: [
    {
      owner: 'group:default/payments',
      match: [{ cluster: '*', namespace: 'payments*' }],
    },
    { owner: 'group:default/risk', match: [{ namespace: 'risk' }] },
    {
      owner: 'group:default/web',
      match: [{ namespace: 'web', path: 'tenants/web/*' }],
    },
    { owner: 'group:default/platform', match: [{ namespace: 'platform' }] },
    { owner: 'group:default/everybody', match: [{ cluster: '*' }] },
  ],
};

interface Changes {
  namespace?: string;
  source?: string;
  workloads?: string[];
  spec?: object;
}

function target({
  namespace = 'payments',
  source = namespace,
  workloads = [namespace],
  spec = { serviceAccountName: 'deployer' },
}: Changes = {}): Pick<ResolvedTarget, 'applier' | 'sources' | 'workloads'> {
  const ref = (kind: string, group: string, where: string) => ({
    cluster: 'prod',
    group,
    kind,
    namespace: where,
    name: 'api',
  });
  const applier = ref(
    'Kustomization',
    'kustomize.toolkit.fluxcd.io',
    namespace,
  );
  return {
    applier: {
      ref: applier,
      observedAt: '2026-11-21T06:00:00Z',
      object: {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'api', namespace },
        spec,
      },
    },
    sources: [
      {
        ref: ref('GitRepository', 'source.toolkit.fluxcd.io', source),
        because: '',
      },
    ],
    workloads: workloads.map(where => ({
      ref: ref('Deployment', 'apps', where),
      because: '',
      related: [],
    })),
  };
}

const classes = (changes: Changes) =>
  tenancyNotes(target(changes), TENANCY).map(note => note.class);

describe('what crosses the borders between tenants', () => {
  it.each([
    ['all within a tenant', {}, []],
    ['two namespaces of one tenant', { source: 'payments-shared' }, []],
    [
      'S-092, S-096: no service account',
      { spec: {} },
      ['tenant-without-service-account'],
    ],
    ['S-093: a source of another', { source: 'risk' }, ['cross-tenant-source']],
    [
      'S-094: a source of nobody',
      { source: 'flux-system' },
      ['platform-source'],
    ],
    [
      'S-094: a source of the platform group',
      { source: 'platform' },
      ['platform-source'],
    ],
    [
      'a workload at another',
      { workloads: ['payments', 'risk'] },
      ['cross-tenant-workload'],
    ],
    [
      'S-095: a path that is allowed',
      {
        namespace: 'web',
        spec: { serviceAccountName: 'x', path: './tenants/web/prod' },
      },
      [],
    ],
    [
      'S-095: a path that is not',
      {
        namespace: 'web',
        spec: { serviceAccountName: 'x', path: './tenants/risk' },
      },
      ['path-outside-prefix'],
    ],
    [
      'a path where no rule names any',
      { spec: { serviceAccountName: 'x', path: './anything' } },
      [],
    ],
    [
      'what the platform delivers to a tenant',
      { namespace: 'flux-system', workloads: ['payments'], spec: {} },
      [],
    ],
    ['what the platform has', { namespace: 'platform', spec: {} }, []],
  ])('%s', (_, of, expected) => {
    expect(classes(of)).toEqual(expected);
  });

  it('is told in words, with both sides', () => {
    const [note] = tenancyNotes(target({ source: 'risk' }), TENANCY);
    expect(note.summary).toBe(
      'Kustomization/payments/api of group:default/payments reads GitRepository/risk/api, which belongs to group:default/risk.',
    );
  });

  it('says nothing where no tenants are configured, or nothing is delivered by Flux', () => {
    expect(tenancyNotes(target({ spec: {} }), { tenants: [] })).toEqual([]);
    const { applier: _, ...bare } = target();
    expect(tenancyNotes(bare, TENANCY)).toEqual([]);
  });
});
