import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import {
  type ReaderFactory,
  urlReaderFactoriesServiceRef,
} from '@backstage/backend-defaults/urlReader';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { NotFoundError, NotModifiedError } from '@backstage/errors';

/**
 * Lets the portal's URL reader read the repositories of the demo, which no host serves: `demo.gitHost` names the host that they
 * seem to be on, and the directory that they are in. Without that configuration it reads nothing.
 */
export const demoGitHost = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: { config: coreServices.rootConfig },
  factory({ config }): ReaderFactory {
    const demo = config.getOptionalConfig('demo.gitHost');
    return () =>
      demo
        ? [readerOf(demo.getString('host'), demo.getString('directory'))]
        : [];
  },
});

function readerOf(
  host: string,
  directory: string,
): ReturnType<ReaderFactory>[number] {
  const root = resolve(directory);
  return {
    predicate: url => url.protocol === 'https:' && url.host === host,
    reader: {
      async readUrl(url, options) {
        const content = await contentOf(root, url);
        const etag = createHash('sha256').update(content).digest('hex');
        if (options?.etag === etag) {
          throw new NotModifiedError();
        }
        return { etag, buffer: async () => content };
      },
      async readTree() {
        throw new Error('The demo has no trees to read');
      },
      async search() {
        throw new Error('The demo cannot be searched');
      },
    },
  };
}

/** `/payments/payments-api/blob/main/delivery-contract.yaml` is a file of the repository `payments/payments-api`. */
async function contentOf(root: string, url: string): Promise<Buffer> {
  const path = decodeURIComponent(new URL(url).pathname).replace(
    /^(\/[^/]+\/[^/]+)\/(?:blob|tree|raw)\/[^/]+\//,
    '$1/',
  );
  const file = resolve(root, `.${path}`);
  if (!file.startsWith(root + sep)) {
    throw new NotFoundError('There is no such file');
  }
  try {
    return await readFile(file);
  } catch {
    throw new NotFoundError('There is no such file');
  }
}
