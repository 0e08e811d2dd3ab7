import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** A group that the configuration names, and where. */
export interface ConfiguredGroup {
  /** Full entity ref. */
  ref: string;
  /** `fluxDelivery.tenants[0].owner` */
  keyPath: string;
}

const RETRY_MS = 1_000;
/** A catalog that starts empty needs a while to read its locations. */
const PATIENCE_MS = 20_000;
const CHECKING =
  'flux-delivery is starting: it looks up the groups that its configuration names';

/**
 * Looks up the groups that the configuration names. They are in the catalog, which answers only after the start, so this cannot
 * be part of reading the configuration. See docs/adr/0005.
 */
export class GroupCheck {
  /** In words, why the plugin does not answer yet: it has not seen all groups, or knows that one does not exist. */
  problem?: string;

  constructor(
    private readonly deps: {
      groups: readonly ConfiguredGroup[];
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      sleep: (ms: number, signal: AbortSignal) => Promise<void>;
    },
  ) {
    this.problem = deps.groups.length > 0 ? CHECKING : undefined;
  }

  /** Ends when all groups exist, when `signal` says so, and otherwise goes on: a group may come later. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    let waited = 0;
    while (this.deps.groups.length > 0 && !signal.aborted) {
      const missing = await this.missing();
      if (missing?.length === 0) {
        this.problem = undefined;
        return;
      }
      if (missing && waited >= PATIENCE_MS) {
        this.report(missing);
      }
      await this.deps.sleep(RETRY_MS, signal).catch(() => undefined);
      waited += RETRY_MS;
    }
  }

  private report(missing: ConfiguredGroup[]): void {
    const [{ keyPath, ref }] = missing;
    const problem = `${keyPath}: the catalog has no ${ref}`;
    if (problem !== this.problem) {
      this.deps.logger.error(
        `flux-delivery does not answer until this is mended: ${problem}`,
      );
    }
    this.problem = problem;
  }

  /** Undefined where the catalog could not be asked: that proves nothing. */
  private async missing(): Promise<ConfiguredGroup[] | undefined> {
    const { groups, catalog, auth } = this.deps;
    try {
      const credentials = await auth.getOwnServiceCredentials();
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: groups.map(({ ref }) => ref), fields: ['kind'] },
        { credentials },
      );
      return groups.filter((_, index) => !items[index]);
    } catch {
      return undefined;
    }
  }
}
