import {
  type BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

/** What a person gets by the name of a permission; everything that is not named is allowed. */
export type Decide = (
  user: string,
  permission: string,
) => PolicyDecision | undefined;

/** As the portal's own auth service does it: who asks for a person says so. The mock leaves that out. */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const mock = mockServices.auth({ pluginId: plugin.getId() });
    return Object.assign(mock, {
      getPluginRequestToken: async (
        options: Parameters<typeof mock.getPluginRequestToken>[0],
      ) => {
        const { principal } = options.onBehalfOf as {
          principal: { type: string; userEntityRef: string };
        };
        return {
          token:
            principal.type === 'user'
              ? mockCredentials.user.token(principal.userEntityRef, {
                  actor: { subject: `plugin:${plugin.getId()}` },
                })
              : mockCredentials.service.token({
                  onBehalfOf: options.onBehalfOf,
                  targetPluginId: options.targetPluginId,
                }),
        };
      },
    });
  },
});

/** The real permission backend with a policy that decides as given. Needs `permission.enabled`. */
export function policyThat(decide: Decide) {
  const asked: string[] = [];
  const features: BackendFeature[] = [
    auth,
    permissionPlugin as unknown as BackendFeature,
    createBackendModule({
      pluginId: 'permission',
      moduleId: 'test-policy',
      register(env) {
        env.registerInit({
          deps: { policy: policyExtensionPoint },
          async init({ policy }) {
            policy.setPolicy({
              async handle({ permission }, user) {
                const ref = user?.info.userEntityRef ?? '';
                asked.push(`${ref} ${permission.name}`);
                return (
                  decide(ref, permission.name) ?? {
                    result: AuthorizeResult.ALLOW,
                  }
                );
              },
            });
          },
        });
      },
    }),
  ];
  return { features, asked };
}
