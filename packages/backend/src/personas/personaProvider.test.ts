import { ConfigReader } from '@backstage/config';
import { PERSONA_HEADER, personaAuthenticator } from './personaProvider';

const USERS = ['user:default/d.khan'];

function signIn(persona: string | undefined) {
  const req = {
    header: (name: string) => (name === PERSONA_HEADER ? persona : undefined),
  };
  return personaAuthenticator.authenticate(
    { req } as any,
    personaAuthenticator.initialize({
      config: new ConfigReader({ users: USERS }),
    }),
  );
}

describe('signing in as a persona', () => {
  const { NODE_ENV } = process.env;
  const setEnv = (value: string | undefined) => {
    (process.env as Record<string, string | undefined>).NODE_ENV = value;
  };
  afterEach(() => setEnv(NODE_ENV));

  it('gives the user who is asked for, of those that the demo names', async () => {
    setEnv('development');
    expect(await signIn('user:default/D.Khan')).toEqual({
      result: { persona: 'user:default/d.khan' },
    });
  });

  it.each([
    ['user:default/petra.novak', 'development'],
    [undefined, 'development'],
    ['user:default/d.khan', 'production'],
    ['user:default/d.khan', 'test'],
    ['user:default/d.khan', ''],
  ])('refuses %s with NODE_ENV=%s', async (persona, environment) => {
    setEnv(environment);
    await expect(signIn(persona)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
