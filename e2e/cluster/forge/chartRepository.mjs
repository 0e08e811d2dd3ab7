import { stringify } from 'yaml';
import { digestOf, tarball } from './tarball.mjs';

/**
 * Helm repositories as static files: `/charts/<repository>/index.yaml` and the packages beside it.
 */
export function createChartRepository() {
  /** @type {Map<string, Map<string, { name: string, version: string, data: Buffer }>>} */
  const repositories = new Map();
  /** @type {Map<string, string>} by path */
  const pages = new Map();

  return {
    /**
     * @param {string} repository
     * @param {string} name
     * @param {string} version
     * @param {Record<string, string>} files of the chart, without its Chart.yaml
     */
    publish(repository, name, version, files) {
      const packages = repositories.get(repository) ?? new Map();
      packages.set(`${name}-${version}.tgz`, {
        name,
        version,
        data: packageChart(name, version, files),
      });
      repositories.set(repository, packages);
    },

    /** Any other file of a repository; it hides what would be served in its place. */
    publishFile(repository, path, text) {
      pages.set(`${repository}/${path}`, text);
    },

    /**
     * @param {import('node:http').IncomingMessage} request whose URL is below `/charts/`
     * @param {import('node:http').ServerResponse} response
     */
    handle(request, response) {
      const path = new URL(request.url, 'http://forge').pathname.slice(
        '/charts/'.length,
      );
      const cut = path.lastIndexOf('/');
      const packages = repositories.get(path.slice(0, cut));
      const file = path.slice(cut + 1);
      const generated =
        file === 'index.yaml' && packages
          ? indexOf(packages)
          : packages?.get(file)?.data;
      const body = pages.get(path) ?? generated;
      response.writeHead(body ? 200 : 404);
      response.end(body ?? 'not found\n');
    },
  };
}

/** What `helm package` writes. */
export function packageChart(name, version, files) {
  const chart = stringify({
    apiVersion: 'v2',
    name,
    version,
    appVersion: version,
  });
  const all = { 'Chart.yaml': chart, ...files };
  return tarball(
    Object.fromEntries(
      Object.entries(all).map(([path, text]) => [`${name}/${path}`, text]),
    ),
  );
}

function indexOf(packages) {
  const entries = {};
  for (const [file, { name, version, data }] of packages) {
    entries[name] ??= [];
    entries[name].push({
      apiVersion: 'v2',
      name,
      version,
      appVersion: version,
      digest: digestOf(data).slice('sha256:'.length),
      urls: [file],
    });
  }
  return stringify({ apiVersion: 'v1', entries });
}
