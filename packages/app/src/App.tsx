import { createApp } from '@backstage/frontend-defaults';
import appModuleUserSettings from '@backstage/plugin-app-module-user-settings';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import fluxDeliveryPlugin from 'backstage-plugin-flux-delivery/alpha';
import { catalogModule } from './portal/catalogModule';
import { portalModule } from './portal/portalModule';

/** Every feature is named here: what the portal shows does not depend on what happens to be installed. */
export const App = createApp({
  features: [
    catalogPlugin,
    catalogGraphPlugin,
    orgPlugin,
    kubernetesPlugin,
    searchPlugin,
    signalsPlugin,
    userSettingsPlugin,
    appModuleUserSettings,
    fluxDeliveryPlugin,
    portalModule,
    catalogModule,
  ],
});
