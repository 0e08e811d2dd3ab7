import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeApiServer } from './FakeApiServer';

/** @public */
export interface ServedFakeApiServer {
  url: string;
  /** Headers of each request, in order. */
  headers: http.IncomingHttpHeaders[];
  stop(): Promise<void>;
}

/**
 * The same fake over HTTP, so that clients that speak HTTP can be held to the same contract.
 *
 * @public
 */
export async function serveFakeApiServer(
  fake: FakeApiServer,
): Promise<ServedFakeApiServer> {
  const headers: http.IncomingHttpHeaders[] = [];
  const server = http.createServer(async (request, response) => {
    headers.push(request.headers);
    try {
      const answer = fake.handle(request.url ?? '/');
      if ('status' in answer) {
        const text =
          typeof answer.body === 'string'
            ? answer.body
            : JSON.stringify(answer.body);
        response
          .writeHead(answer.status, {
            'content-type': 'application/json',
            ...answer.headers,
          })
          .end(text);
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      response.on('close', () => answer.watch.release());
      for await (const line of answer.watch) {
        response.write(`${line}\n`);
      }
      response.end();
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
