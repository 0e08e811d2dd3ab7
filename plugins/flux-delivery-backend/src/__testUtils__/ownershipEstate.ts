import { mockCredentials } from '@backstage/backend-test-utils';
import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import {
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { type Portal, settled } from './startPortal';

export const DIGEST = `sha256:${'ab'.repeat(32)}`;
const claim = (name: string) => ({
  annotations: { 'flux-delivery/entity': `component:default/${name}` },
});
const pinned = (name: string) => ({
  template: {
    metadata: { labels: { app: name } },
    spec: {
      containers: [
        { name: 'app', image: `registry.example.com/${name}@${DIGEST}` },
      ],
    },
  },
});

/**
 * Two services of two owners, one of them by Helm, with a credential that an applier delivers; an applier of nobody with two workloads; a
 * workload that nobody delivers; a Deployment in two inventories; a source that nothing reads; one of the cluster itself.
 */
export function ownershipEstate(): Record<string, KubeObject[]> {
  return {
    'prod-eu': [
      aGitRepository('shop', 'apps', {
        spec: {
          url: 'https://git.example.com/shop/apps.git',
          secretRef: { name: 'apps-git' },
        },
      }),
      aKustomization('shop', 'orders', {
        metadata: claim('orders'),
        owned: [
          'shop_orders_apps_Deployment',
          'shop_orders-settings__ConfigMap',
        ],
      }),
      aDeployment('shop', 'orders', { spec: pinned('orders') }),
      aKustomization('flux-system', 'secrets', {
        metadata: claim('vault'),
        owned: ['shop_apps-git__Secret'],
      }),
      aHelmRelease('risk', 'limits', {
        metadata: claim('limits'),
        owned: ['risk_limits_apps_Deployment'],
      }),
      aDeployment('risk', 'limits'),
      aKustomization('legacy', 'reports', {
        owned: [
          'legacy_reports_apps_Deployment',
          'legacy_mailer_apps_Deployment',
        ],
      }),
      aDeployment('legacy', 'reports'),
      aDeployment('legacy', 'mailer'),
      aDeployment('legacy', 'handmade'),
      aKustomization('shop', 'rival', {
        metadata: claim('orders'),
        owned: ['shop_orders_apps_Deployment'],
      }),
      aGitRepository('legacy', 'forgotten'),
      aDeployment('kube-system', 'coredns'),
      anObject('v1', 'Namespace', '', 'shop'),
      anObject('v1', 'Namespace', '', 'legacy'),
    ],
    staging: [
      aKustomization('shop', 'orders', {
        metadata: claim('orders'),
        owned: ['shop_orders_apps_Deployment'],
      }),
      aDeployment('shop', 'orders'),
    ],
  };
}

const component = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title: `The ${name}` },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: `group:default/${owner}`,
  },
  relations: [{ type: 'partOf', targetRef: 'system:default/trade' }],
});

const standing = (kind: string, name: string, relations: object[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: relations as { type: string; targetRef: string }[],
});

export const ownershipEntities = () => [
  standing('Group', 'acme', [
    { type: 'parentOf', targetRef: 'group:default/risk' },
  ]),
  standing('User', 'ann', [
    { type: 'memberOf', targetRef: 'group:default/shop' },
  ]),
  standing('Domain', 'commerce', [
    { type: 'hasPart', targetRef: 'system:default/trade' },
  ]),
  component('orders', 'shop'),
  component('limits', 'risk'),
  component('vault', 'security'),
  component('reports', 'shop'),
];

export const ownershipConfig = () => ({
  environments: [
    { name: 'staging', match: [{ cluster: 'staging' }] },
    { name: 'prod', match: [{ cluster: 'prod-*' }] },
  ],
});

/** Ends when all clusters are known and every service was resolved. */
export async function resolved(portal: Portal): Promise<void> {
  await settled(portal);
  let last: unknown;
  for (let tries = 0; tries < 30; tries += 1) {
    const { body } = await portal
      .get('/ownership/gaps')
      .set('Authorization', mockCredentials.user.header());
    if (body.complete && body.total === 4) {
      return;
    }
    last = body;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new Error(`The services were not resolved: ${JSON.stringify(last)}`);
}
