import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { GuestSignInPage } from './GuestSignInPage';
import { PortalSidebar } from './PortalSidebar';

/** What makes the stock parts one portal: the sidebar, and a guest who is signed in without a click. */
export const portalModule = createFrontendModule({
  pluginId: 'app',
  extensions: [PortalSidebar, GuestSignInPage],
});
