import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** The demo has one user. A portal of your own names its identity provider here. */
export const GuestSignInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { ProxiedSignInPage } = await import('@backstage/core-components');
      return props => <ProxiedSignInPage {...props} provider="guest" />;
    },
  },
});
