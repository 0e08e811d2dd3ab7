import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Portal } from '../path/Portal';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Benchmark</title>
<link rel="stylesheet" href="/portal.css"></head><body><div id="root"></div><script src="/portal.js"></script></body></html>`;

interface Bundler {
  build(options: object): Promise<{
    outputFiles: { path: string; contents: Uint8Array }[];
  }>;
}

/** The portal of this folder, bundled for production by the bundler that the Backstage CLI brings: by file name, its content. */
async function bundle(): Promise<Map<string, Uint8Array>> {
  const cli = createRequire(
    require.resolve('@backstage/cli-module-build/package.json'),
  );
  const { outputFiles } = await (cli('esbuild') as Bundler).build({
    entryPoints: [resolve(__dirname, 'portal.tsx')],
    outdir: resolve(__dirname, '../../.cache/bench/page'),
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    jsx: 'automatic',
    logLevel: 'error',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env': '{}',
      global: 'window',
    },
    loader: { '.svg': 'dataurl', '.woff': 'empty', '.woff2': 'empty' },
    // The export of tables streams in Node; nobody exports here.
    alias: { stream: resolve(__dirname, 'noStream.ts') },
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [
      path.slice(path.lastIndexOf('/')),
      contents,
    ]),
  );
}

/** Serves the page, and passes on what it asks of flux-delivery to the backend; anything else is not there. */
export async function servePage(
  portal: Portal,
): Promise<{ url: string; server: Server }> {
  const files = await bundle();
  const server = createServer(async (request, response) => {
    const { url = '/', headers } = request;
    if (url.startsWith('/api/flux-delivery/')) {
      const etag = headers['if-none-match'];
      const answer =
        request.method === 'POST'
          ? await portal.post(url, JSON.parse(await bodyOf(request)))
          : await portal.get(url, etag ? { 'if-none-match': etag } : {});
      response.writeHead(answer.status, {
        'content-type': 'application/json',
        ...(answer.etag && { etag: answer.etag }),
      });
      response.end(answer.body);
      return;
    }
    const file = files.get(url);
    if (file) {
      const type = url.endsWith('.css') ? 'text/css' : 'text/javascript';
      response.writeHead(200, { 'content-type': type }).end(file);
    } else if (url.startsWith('/api/')) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
