import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { chosenPersona } from './persona';

/**
 * Signs in without a click: as the persona of the demo that was chosen, else as the guest. A portal of your own names its identity
 * provider here.
 */
export const GuestSignInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { ProxiedSignInPage } = await import('@backstage/core-components');
      const persona = chosenPersona(
        window.location.search,
        window.sessionStorage,
      );
      return props =>
        persona ? (
          <ProxiedSignInPage
            {...props}
            provider="persona"
            headers={{ 'x-persona': persona }}
          />
        ) : (
          <ProxiedSignInPage {...props} provider="guest" />
        );
    },
  },
});
