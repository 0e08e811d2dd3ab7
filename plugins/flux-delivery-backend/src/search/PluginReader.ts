import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

const PLUGIN = 'flux-delivery';
/** The plugin may still be starting when the first run begins, and its database may be away for a moment. */
const TRIES = 5;
const BETWEEN_TRIES_MS = 10_000;
const UNAVAILABLE = 503;

/** Reads the API of the plugin, which may run in another process, as the service that search is. */
export class PluginReader {
  constructor(
    private readonly deps: {
      auth: AuthService;
      discovery: DiscoveryService;
      fetch?: typeof fetch;
      sleep?: (ms: number) => Promise<unknown>;
    },
  ) {}

  /**
   * The items of a list, page by page: no more than one page is held, and the next one is not asked for before it is wanted.
   *
   * @throws ResponseError where a page is refused, or does not come for the better part of a minute
   */
  async *items<T>(
    path: string,
    search: Record<string, string> = {},
  ): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
      const page: { items: T[]; nextCursor?: string } = await this.get(path, {
        ...search,
        ...(cursor !== undefined && { cursor }),
      });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  private async get(path: string, search: Record<string, string>) {
    const { sleep: pause = sleep } = this.deps;
    let response = await this.ask(path, search);
    for (
      let tries = 1;
      tries < TRIES && response.status === UNAVAILABLE;
      tries += 1
    ) {
      await pause(BETWEEN_TRIES_MS);
      response = await this.ask(path, search);
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as any;
  }

  private async ask(
    path: string,
    search: Record<string, string>,
  ): Promise<Response> {
    const { auth, discovery, fetch: send = fetch } = this.deps;
    const baseUrl = await discovery.getBaseUrl(PLUGIN);
    // A run may take longer than a token lives.
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN,
    });
    return send(`${baseUrl}${path}?${new URLSearchParams(search)}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  }
}
