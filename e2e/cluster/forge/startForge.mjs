import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChartRepository, packageChart } from './chartRepository.mjs';
import { createGitHost } from './gitHost.mjs';
import { createOciRegistry, pushArtifact } from './ociRegistry.mjs';
import { refuse } from './refusal.mjs';
import { tarball } from './tarball.mjs';

/**
 * The outside world of the clusters under test, in one server: Git over smart HTTP below `/git/`, Helm repositories below
 * `/charts/`, an OCI registry at `/v2/`, and names below which it refuses everything. `close` ends it and deletes what it kept.
 *
 * @param {{ address: string, port?: number }} options an address of this machine that the clusters reach; a free port where none is given
 */
export async function startForge({ address, port = 0 }) {
  const folder = await mkdtemp(join(tmpdir(), 'flux-delivery-forge-'));
  const git = await createGitHost(folder);
  const charts = createChartRepository();
  const oci = createOciRegistry();
  const server = createServer((request, response) => {
    if (refuse(request, response)) {
      request.resume();
    } else if (request.url.startsWith('/git/')) {
      git.handle(request, response);
    } else if (request.url.startsWith('/charts/')) {
      charts.handle(request, response);
    } else {
      oci.handle(request, response).catch(error => response.destroy(error));
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const host = `${address.includes(':') ? `[${address}]` : address}:${
    server.address().port
  }`;
  const url = `http://${host}`;

  return {
    /** `address:port`, as in an OCI reference. */
    host,
    url,
    commit: git.commit,
    publishChart: charts.publish,
    publishFile: charts.publishFile,

    /** @returns {Promise<string>} the digest */
    pushManifests: (repository, tag, files, annotations) =>
      pushArtifact(url, repository, tag, {
        layer: tarball(files),
        layerType: 'application/vnd.cncf.flux.content.v1.tar+gzip',
        configType: 'application/vnd.cncf.flux.config.v1+json',
        annotations,
      }),

    /** @returns {Promise<string>} the digest */
    pushChart: (repository, name, version, files) =>
      pushArtifact(url, `${repository}/${name}`, version, {
        layer: packageChart(name, version, files),
        layerType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
        config: { apiVersion: 'v2', name, version, appVersion: version },
        configType: 'application/vnd.cncf.helm.config.v1+json',
        annotations: {
          'org.opencontainers.image.title': name,
          'org.opencontainers.image.version': version,
        },
      }),

    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
