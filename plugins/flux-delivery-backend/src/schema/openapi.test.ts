import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import {
  loadFixture,
  memoryInventory,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { assertDescribed } from '../__testUtils__/assertDescribed';
import { annotationsAlone } from '../contract/__testUtils__/annotationsAlone';
import { DefaultDeliveryPathService } from '../paths/DefaultDeliveryPathService';
import { PathInterest } from '../paths/PathInterest';

const ENTITY = 'component:default/api';
const FIXTURES = readdirSync(
  join(
    resolvePackagePath('backstage-plugin-flux-delivery-common'),
    'src/__fixtures__/objects',
  ),
).filter(name => name.endsWith('.yaml'));
const STATES = ['synced', 'unreachable', 'forbidden', 'notSynced'] as const;
const POINTS = {
  Kustomization: 'flux-delivery/kustomization',
  HelmRelease: 'flux-delivery/helm-release',
  Deployment: 'flux-delivery/workload',
} as Record<string, string>;

/** Points at every applier and Deployment of a capture. */
function annotationsFor(objects: readonly KubeObject[]) {
  const annotations: Record<string, string> = {};
  for (const { kind, metadata } of objects) {
    const key = POINTS[kind];
    if (key) {
      const pointer =
        kind === 'Deployment'
          ? `${metadata.namespace}/Deployment/${metadata.name}`
          : `${metadata.namespace}/${metadata.name}`;
      annotations[key] = [annotations[key], pointer].filter(Boolean).join(',');
    }
  }
  return annotations;
}

function serviceOver(
  objects: readonly KubeObject[],
  state: (typeof STATES)[number],
  requireClaim: boolean,
) {
  const now = '2026-11-21T06:00:00Z';
  const view = memoryInventory(
    objects.map(object => ({ cluster: 'prod-eu', object })),
    {
      observedAt: now,
      freshness: (_cluster, group, kind) =>
        state !== 'synced' &&
        (state === 'unreachable' || group === 'apps' || kind === 'Pod')
          ? { state, since: now, lastError: 'the words of the error' }
          : undefined,
    },
  );
  return new DefaultDeliveryPathService({
    entities: {
      find: async () => ({
        entityRef: ENTITY,
        owner: 'group:default/shop',
        annotations: annotationsFor(objects),
      }),
      withKubernetesId: async () => [],
      factsOf: async () => new Map(),
      ownersOf: async () => new Map(),
    },
    contracts: annotationsAlone,
    owners: {
      lookUp: async refs =>
        Object.fromEntries(
          refs.map(ref => [
            ref,
            { title: ref, kind: 'group', exists: true, contacts: [] },
          ]),
        ),
    },
    view,
    options: {
      environments: [{ name: 'prod', match: [{ cluster: '*' }], pinned: true }],
      tenants: [],
      resolution: { requireClaim },
      links: {
        git: [{ match: '*', commit: '{url}/commit/{sha}' }],
        dashboards: [{ title: 'Grafana', url: 'https://grafana/{name}' }],
      },
      ownership: { platformGroup: 'group:default/platform', rules: [] },
      runbooks: [],
    },
    interest: new PathInterest(() => 0),
    recorded: { of: async () => new Map() },
    now: () => new Date(now),
  });
}

describe.each(FIXTURES)('the paths of %s', fixture => {
  const objects = loadFixture(fixture);

  it.each(STATES)('are described where it is %s', async state => {
    for (const requireClaim of [false, true]) {
      const service = serviceOver(objects, state, requireClaim);
      const call = { credentials: mockCredentials.user() };
      const path = await service.getPath(ENTITY, call);
      const at = '/entities/component/default/api';
      const answer = (body: unknown, rest: string) =>
        assertDescribed({
          method: 'GET',
          path: `${at}${rest}`,
          status: 200,
          body: JSON.parse(JSON.stringify(body)),
        });

      expect(path.environments.length > 0 || path.doctor).toBeTruthy();
      answer(path, '/path');
      for (const { targets } of path.environments) {
        for (const { id } of targets) {
          answer(
            await service.getOwned(ENTITY, { ...call, targetId: id }),
            `/targets/${id}/owned`,
          );
        }
      }
    }
  });
});
