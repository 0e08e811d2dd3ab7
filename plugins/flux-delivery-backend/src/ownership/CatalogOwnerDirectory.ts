import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { OwnerDto } from 'backstage-plugin-flux-delivery-common';
import { contactsOf } from './contactsOf';
import type { OwnerDirectory, OwnersFor } from './OwnerDirectory';

const FRESH_MS = 60_000;
/** A path that is asked for every few seconds does not ask a catalog that is down each time. */
const RETRY_MS = 10_000;
const PATIENCE_MS = 2_000;
const KEPT = 10_000;
const MOST_PER_CALL = 100;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.links',
  'spec.profile.displayName',
  'spec.profile.email',
];

interface Entry {
  /** When to ask again. */
  staleAt: number;
  owner: OwnerDto;
}

/**
 * {@link OwnerDirectory} over the catalog: at most one call for each answer, none while what is known is fresh. What was known
 * stays in use while the catalog is down. Kept per caller, for two callers may not see the same groups, and told as long as the caller
 * may see them; bounded.
 */
export class CatalogOwnerDirectory implements OwnerDirectory {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly deps: {
      catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      logger: LoggerService;
      now: () => number;
      sleep: (ms: number, signal: AbortSignal) => Promise<void>;
    },
  ) {}

  async lookUp(
    entityRefs: readonly string[],
    { credentials, may }: OwnersFor,
  ): Promise<Record<string, OwnerDto>> {
    const caller = callerOf(credentials);
    const refs = [...new Set(entityRefs)].slice(0, MOST_PER_CALL);
    const stale = refs.filter(ref => !this.isFresh(`${caller} ${ref}`));
    if (stale.length > 0) {
      await this.refresh(stale, caller, credentials);
    }
    const known = new Map(
      refs.map(ref => [
        ref,
        this.entries.get(`${caller} ${ref}`)?.owner ?? unknownOwner(ref),
      ]),
    );
    return Object.fromEntries(may ? await this.shown(known, may) : known);
  }

  private async shown(
    known: ReadonlyMap<string, OwnerDto>,
    may: NonNullable<OwnersFor['may']>,
  ): Promise<[string, OwnerDto][]> {
    const there = [...known].flatMap(([ref, { exists }]) =>
      exists ? ref : [],
    );
    const visible = await this.inTime(may.visibleAmong(there));
    const hidden = visible ? false : null;
    return [...known].map(([ref, owner]) =>
      owner.exists && !visible?.has(ref)
        ? [ref, { ...unknownOwner(ref), exists: hidden }]
        : [ref, owner],
    );
  }

  private isFresh(key: string): boolean {
    const entry = this.entries.get(key);
    return entry !== undefined && this.deps.now() < entry.staleAt;
  }

  private async refresh(
    refs: string[],
    caller: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const items = await this.ask(refs, credentials);
    refs.forEach((ref, index) => {
      const key = `${caller} ${ref}`;
      const before = this.entries.get(key)?.owner;
      this.remember(
        key,
        items
          ? {
              staleAt: this.deps.now() + FRESH_MS,
              owner: toOwner(ref, items[index]),
            }
          : {
              staleAt: this.deps.now() + RETRY_MS,
              owner: before ?? unknownOwner(ref),
            },
      );
    });
  }

  /** Undefined where the catalog does not answer in time. */
  private async ask(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<(Entity | undefined)[] | undefined> {
    const answer = await this.inTime(
      this.deps.catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      ),
    );
    return answer?.items;
  }

  private async inTime<T>(asked: Promise<T>): Promise<T | undefined> {
    const { logger, sleep } = this.deps;
    const answered = new AbortController();
    try {
      const late = sleep(PATIENCE_MS, answered.signal).then(
        () => undefined,
        () => undefined,
      );
      asked.catch(() => undefined);
      return await Promise.race([asked, late]);
    } catch (error) {
      logger.warn(`The catalog does not tell who owners are: ${error}`);
      return undefined;
    } finally {
      answered.abort();
    }
  }

  private remember(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    if (this.entries.size > KEPT) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest);
    }
  }
}

function callerOf({ principal }: BackstageCredentials): string {
  const { type, userEntityRef, subject } = principal as Partial<
    BackstageUserPrincipal & { subject: string }
  >;
  return `${type} ${userEntityRef ?? subject ?? ''}`;
}

function toOwner(ref: string, entity: Entity | undefined): OwnerDto {
  if (!entity) {
    return { ...unknownOwner(ref), exists: false };
  }
  const profile = entity.spec?.profile as { displayName?: unknown } | undefined;
  const title = [profile?.displayName, entity.metadata.title].find(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );
  return {
    title: (title ?? entity.metadata.name).slice(0, 200),
    kind: entity.kind.toLowerCase(),
    exists: true,
    contacts: contactsOf(entity),
  };
}

function unknownOwner(ref: string): OwnerDto {
  const [, kind = '', name = ref] = /^([^:/]+):[^/]+\/(.+)$/.exec(ref) ?? [];
  return { title: name, kind: kind.toLowerCase(), exists: null, contacts: [] };
}
