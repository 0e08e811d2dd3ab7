import { spawnSync } from 'node:child_process';

/** How to call the npm that runs us, or else the one on the PATH. */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath;
  return script && /npm-cli\.c?js$/.test(script)
    ? { command: process.execPath, args: [script] }
    : { command: 'npm', args: [] };
}

/**
 * The environment without what npm adds to a script: its `npm_config_*` echo defaults of the outer npm and would
 * override settings of the inner one. The user's own settings are still read from their npmrc.
 */
export function withoutNpmScriptEnvironment(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([key]) =>
        !/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(key) &&
        !/^npm_config_(local_prefix|global_prefix|prefix|globalconfig|node_gyp|user_agent|noproxy|cache|init_module)$/i.test(
          key,
        ) &&
        key !== 'INIT_CWD',
    ),
  );
}

/** One value of the user's npm configuration, or undefined where it is not set. */
export function npmSetting(key, env) {
  const npm = npmCommand();
  const result = spawnSync(
    npm.command,
    [...npm.args, 'config', 'get', key, '--loglevel=silent'],
    { env, encoding: 'utf8', cwd: '/' },
  );
  const value = result.status === 0 ? result.stdout.trim() : '';
  return value && value !== 'null' && value !== 'undefined' ? value : undefined;
}

/**
 * What Yarn must be told so that it reaches the registry that npm reaches: Yarn does not read npmrc. A value that
 * the user gave to Yarn itself stays.
 */
export function yarnSettings(env, read = npmSetting) {
  const settings = {};
  const offer = (name, value) => {
    if (value && !env[name]) settings[name] = value;
  };
  const registry = read('registry', env);
  offer('YARN_NPM_REGISTRY_SERVER', registry?.replace(/\/$/, ''));
  if (registry?.startsWith('http://')) {
    offer('YARN_UNSAFE_HTTP_WHITELIST', new URL(registry).hostname);
  }
  offer('YARN_HTTPS_PROXY', read('https-proxy', env));
  offer('YARN_HTTP_PROXY', read('proxy', env));
  offer('YARN_HTTPS_CA_FILE_PATH', read('cafile', env));
  return settings;
}
