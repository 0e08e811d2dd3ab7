import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';

const KEY_ID = 'of-this-test';
const PLUGIN = 'kubernetes';
const HOUR_S = 3_600;

/** ES256, as the portal signs. */
function aKeyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** A portal that signs with keys of the test, so that the test can sign what the portal would never sign any more. */
export function signedTokens(directory: string) {
  const { privateKey, publicKey } = aKeyPair();
  const privateKeyFile = join(directory, 'private.pem');
  const publicKeyFile = join(directory, 'public.pem');
  writeFileSync(
    privateKeyFile,
    privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
  writeFileSync(
    publicKeyFile,
    publicKey.export({ type: 'spki', format: 'pem' }),
  );
  const keys = {
    static: {
      keys: [
        { keyId: KEY_ID, algorithm: 'ES256', privateKeyFile, publicKeyFile },
      ],
    },
  };
  const config = {
    app: { baseUrl: 'http://localhost' },
    auth: { providers: {}, keyStore: { provider: 'static', ...keys } },
    permission: { enabled: false },
  };
  return {
    config: config as JsonObject,
    /** Into `backend.auth`. */
    pluginKeyStore: { type: 'static', ...keys } as JsonObject,
    /** Of `user:default/ann`, as sign-in gives it out. */
    user: (options: TokenOptions = {}) =>
      bearer(userToken('vnd.backstage.user', options, privateKey)),
    /** Of another plugin that the portal has, for this one. */
    service: ({ audience = 'flux-delivery', ...options }: TokenOptions = {}) =>
      bearer(
        jwt(
          'vnd.backstage.plugin',
          { sub: PLUGIN, aud: audience, ...timesOf(options) },
          options.key ?? privateKey,
        ),
      ),
    /** That plugin, for `user:default/ann`, whose own token may be older than the one around it. */
    onBehalfOfUser: (ofUser: TokenOptions = {}) =>
      bearer(
        jwt(
          'vnd.backstage.plugin',
          {
            sub: PLUGIN,
            aud: 'flux-delivery',
            obo: userToken('vnd.backstage.limited-user', ofUser, privateKey),
            ...timesOf({}),
          },
          privateKey,
        ),
      ),
    /** Of nobody that the portal knows. */
    otherKey: aKeyPair().privateKey,
  };
}

export interface TokenOptions {
  /** How long ago it expired; in an hour without it. */
  expiredSinceS?: number;
  audience?: string;
  key?: KeyObject;
}

function userToken(typ: string, options: TokenOptions, ownKey: KeyObject) {
  const sub = 'user:default/ann';
  return jwt(
    typ,
    { sub, ent: [sub], aud: 'backstage', ...timesOf(options) },
    options.key ?? ownKey,
  );
}

function timesOf({ expiredSinceS = -HOUR_S }: TokenOptions) {
  const exp = Math.floor(Date.now() / 1_000) - expiredSinceS;
  return { iat: exp - HOUR_S, exp };
}

function jwt(typ: string, claims: object, key: KeyObject): string {
  const body = [{ typ, alg: 'ES256', kid: KEY_ID }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(body), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${body}.${signature.toString('base64url')}`;
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}
