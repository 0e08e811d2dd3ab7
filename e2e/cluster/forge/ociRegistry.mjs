import { AUTHORIZATION, isAuthorized } from './credentials.mjs';
import { digestOf } from './tarball.mjs';

const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

/**
 * The part of the OCI distribution API that pushing and pulling an artifact needs, in memory: blobs by monolithic upload,
 * manifests by tag and by digest, the list of tags. What is below `private/` asks for basic auth.
 */
export function createOciRegistry() {
  /** @type {Map<string, Buffer>} by repository and digest */
  const blobs = new Map();
  /** @type {Map<string, { type: string, data: Buffer }>} by repository and tag or digest */
  const manifests = new Map();

  const routes = [
    [/^\/v2\/$/, { GET: (_, response) => send(response, 200, '{}') }],
    [/^\/v2\/(.+)\/tags\/list$/, { GET: listTags }],
    [/^\/v2\/(.+)\/blobs\/uploads\/$/, { POST: upload }],
    [/^\/v2\/(.+)\/blobs\/uploads\/[^/]+$/, { PUT: upload }],
    [
      /^\/v2\/(.+)\/blobs\/(sha256:[0-9a-f]{64})$/,
      { GET: getBlob, HEAD: getBlob },
    ],
    [
      /^\/v2\/(.+)\/manifests\/([^/]+)$/,
      { GET: getManifest, HEAD: getManifest, PUT: putManifest },
    ],
  ];

  async function upload({ request, url, match: [, repository] }, response) {
    const data = await bodyOf(request);
    const digest = url.searchParams.get('digest');
    if (!digest) {
      const location = `/v2/${repository}/blobs/uploads/${manifests.size}-${blobs.size}`;
      response.writeHead(202, { Location: location }).end();
    } else if (digestOf(data) !== digest) {
      fail(response, 400, 'DIGEST_INVALID');
    } else {
      blobs.set(`${repository}@${digest}`, data);
      const location = `/v2/${repository}/blobs/${digest}`;
      response
        .writeHead(201, { Location: location, 'Docker-Content-Digest': digest })
        .end();
    }
  }

  function getBlob({ match: [, repository, digest] }, response) {
    const data = blobs.get(`${repository}@${digest}`);
    if (data) {
      const headers = {
        'Docker-Content-Digest': digest,
        'Content-Type': 'application/octet-stream',
      };
      send(response, 200, data, headers);
    } else {
      fail(response, 404, 'BLOB_UNKNOWN');
    }
  }

  async function putManifest(
    { request, match: [, repository, reference] },
    response,
  ) {
    const data = await bodyOf(request);
    const digest = digestOf(data);
    const manifest = {
      data,
      type: request.headers['content-type'] ?? MANIFEST_TYPE,
    };
    manifests.set(`${repository}:${reference}`, manifest);
    manifests.set(`${repository}:${digest}`, manifest);
    response.writeHead(201, { 'Docker-Content-Digest': digest }).end();
  }

  function getManifest({ match: [, repository, reference] }, response) {
    const manifest = manifests.get(`${repository}:${reference}`);
    if (manifest) {
      const headers = {
        'Docker-Content-Digest': digestOf(manifest.data),
        'Content-Type': manifest.type,
      };
      send(response, 200, manifest.data, headers);
    } else {
      fail(response, 404, 'MANIFEST_UNKNOWN');
    }
  }

  function listTags({ match: [, repository] }, response) {
    if (![...manifests.keys()].some(key => key.startsWith(`${repository}:`))) {
      fail(response, 404, 'NAME_UNKNOWN');
      return;
    }
    const tags = [...manifests.keys()]
      .filter(
        key => key.startsWith(`${repository}:`) && !key.includes(':sha256:'),
      )
      .map(key => key.slice(repository.length + 1));
    send(response, 200, JSON.stringify({ name: repository, tags }));
  }

  return {
    /**
     * @param {import('node:http').IncomingMessage} request whose URL is below `/v2/`
     * @param {import('node:http').ServerResponse} response
     */
    async handle(request, response) {
      const url = new URL(request.url, 'http://forge');
      if (url.pathname.startsWith('/v2/private/') && !isAuthorized(request)) {
        const headers = { 'WWW-Authenticate': 'Basic realm="forge"' };
        fail(response, 401, 'UNAUTHORIZED', headers);
        return;
      }
      for (const [pattern, methods] of routes) {
        const match = pattern.exec(url.pathname);
        const route = match && methods[request.method];
        if (route) {
          await route({ request, url, match }, response);
          return;
        }
      }
      fail(response, 404, 'UNSUPPORTED');
    },
  };
}

/**
 * Pushes one artifact, as `flux push artifact` and `helm push` do.
 *
 * @param {string} base URL of the registry
 * @param {string} repository
 * @param {string} tag
 * @param {{ layer: Buffer, layerType: string, config?: object, configType: string, annotations?: Record<string, string> }} artifact
 * @returns {Promise<string>} the digest of the manifest
 */
export async function pushArtifact(base, repository, tag, artifact) {
  const push = async (data, mediaType) => {
    const digest = digestOf(data);
    const url = `${base}/v2/${repository}/blobs/uploads/?digest=${digest}`;
    await expectCreated(
      await fetch(url, {
        method: 'POST',
        headers: { Authorization: AUTHORIZATION },
        body: data,
      }),
    );
    return { mediaType, digest, size: data.length };
  };
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: await push(
        Buffer.from(JSON.stringify(artifact.config ?? {})),
        artifact.configType,
      ),
      layers: [await push(artifact.layer, artifact.layerType)],
      annotations: artifact.annotations ?? {},
    }),
  );
  const url = `${base}/v2/${repository}/manifests/${tag}`;
  const headers = {
    'Content-Type': MANIFEST_TYPE,
    Authorization: AUTHORIZATION,
  };
  await expectCreated(
    await fetch(url, { method: 'PUT', headers, body: manifest }),
  );
  return digestOf(manifest);
}

async function expectCreated(response) {
  if (response.status !== 201) {
    throw new Error(
      `The registry answered ${response.status}: ${await response.text()}`,
    );
  }
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(
  response,
  status,
  body,
  headers = { 'Content-Type': 'application/json' },
) {
  response.writeHead(status, {
    ...headers,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function fail(response, status, code, headers = {}) {
  send(
    response,
    status,
    JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }),
    { 'Content-Type': 'application/json', ...headers },
  );
}
