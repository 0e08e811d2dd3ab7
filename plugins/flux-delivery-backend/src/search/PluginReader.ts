import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

const PLUGIN = 'flux-delivery';

/** Reads the API of the plugin, which may run in another process, as the service that search is. */
export class PluginReader {
  constructor(
    private readonly deps: {
      auth: AuthService;
      discovery: DiscoveryService;
      fetch?: typeof fetch;
    },
  ) {}

  /**
   * The items of a list, page by page: no more than one page is held, and the next one is not asked for before it is wanted.
   *
   * @throws ResponseError where a page is refused
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
    const { auth, discovery, fetch: ask = fetch } = this.deps;
    const baseUrl = await discovery.getBaseUrl(PLUGIN);
    // A run may take longer than a token lives.
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN,
    });
    const response = await ask(
      `${baseUrl}${path}?${new URLSearchParams(search)}`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as any;
  }
}
