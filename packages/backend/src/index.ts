import { createBackend } from '@backstage/backend-defaults';
import { demoGitHost } from './demoGitHost';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
// Of the demo: without NODE_ENV=development and `auth.providers.persona` it adds nothing.
backend.add(import('./personas/personaProvider'));

backend.add(import('@backstage/plugin-catalog-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissionPolicy'));

backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('backstage-plugin-flux-delivery-backend'));
// Contract files of the demo.
backend.add(demoGitHost);

// Signals travel between replicas through events.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('backstage-plugin-flux-delivery-backend/search'));

backend.add(import('@backstage/plugin-user-settings-backend'));

backend.start();
