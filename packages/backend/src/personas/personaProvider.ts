import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Names the user to sign in as, as a full entity ref. */
export const PERSONA_HEADER = 'x-persona';

/**
 * Who is asked for, where the demo knows them. Nobody proves who they are here, so it works with NODE_ENV=development alone, and no
 * configuration changes that.
 */
export const personaAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: ({ config }) => config.getStringArray('users'),
  async authenticate({ req }, users: string[]) {
    if (process.env.NODE_ENV !== 'development') {
      throw new NotAllowedError(
        'Personas are of the demo, and of no other portal',
      );
    }
    const persona = req.header(PERSONA_HEADER)?.toLowerCase();
    if (!persona || !users.includes(persona)) {
      throw new NotAllowedError(
        'auth.providers.persona.users has no such user',
      );
    }
    return { result: { persona } };
  },
});

/** `GET /api/auth/persona/refresh`: signs in as one of the users of `auth.providers.persona.users`, who must be in the catalog. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'persona-provider',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        if (
          process.env.NODE_ENV !== 'development' ||
          !config.has('auth.providers.persona')
        ) {
          return;
        }
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: personaAuthenticator,
            signInResolver: async ({ result }, context) =>
              context.signInWithCatalogUser({ entityRef: result.persona }),
          }),
        });
      },
    });
  },
});
