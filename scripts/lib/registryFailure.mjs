import { Failure } from './Failure.mjs';
import { npmSetting } from './npmSettings.mjs';

const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|UND_ERR_CONNECT_TIMEOUT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\b/;
const REFUSED = /\b(E401|E403|401|403) ?(Unauthorized|Forbidden|\(|$)/m;

/** The sentence for output of npm or Yarn that says the registry cannot be used; undefined for any other trouble. */
export function registryFailure(output, env, read = npmSetting) {
  const registry = () =>
    env.YARN_NPM_REGISTRY_SERVER ?? read('registry', env) ?? 'that is set';
  const unreachable = output.match(UNREACHABLE)?.[1];
  if (unreachable) {
    return new Failure(
      `The npm registry ${registry()} cannot be reached (${unreachable}): check the network, a proxy, or \`npm config get registry\`, and run the same command again.`,
    );
  }
  if (REFUSED.test(output)) {
    return new Failure(
      `The npm registry ${registry()} refuses access: log in with npm, or give Yarn its token in YARN_NPM_AUTH_TOKEN, and run the same command again.`,
    );
  }
  return undefined;
}
