import type { ScmIntegrationRegistry } from '@backstage/integration';
import {
  type AnnotationErrorDto,
  type ContractErrorDto,
  type ContractFile,
  type ContractFileDto,
  type EntityFacts,
  mergeContracts,
  readContract,
} from 'backstage-plugin-flux-delivery-common';
import type { ContractFiles, KnownFile } from './ContractFiles';
import type { Contracts, EntityContract } from './Contracts';
import { withoutSystem } from './contractFor';
import { CONTRACT_ANNOTATION, contractUrl, lineUrl } from './contractUrl';

const PATIENCE_MS = 2_000;
/** More do not wait at once: a host that hangs is to hold up nobody. */
const MOST_WAITING = 20;
const MOST_SYSTEMS = 5_000;
const LONGEST_SHOWN = 500;
/** Where nobody opens a page, systems are looked up again after so long. */
const LOOKED_UP_MS = 5 * 60_000;

interface Said {
  entity: EntityFacts;
  annotated: ReturnType<typeof readContract>;
  file?: ContractFile;
  shown?: ContractFileDto;
  errors: ContractErrorDto[];
  annotationErrors: AnnotationErrorDto[];
}

/** {@link Contracts} over the catalog's facts and files that the URL reader reads. */
export class EntityContracts implements Contracts {
  private waiting = 0;
  private readonly systems = new Map<
    string,
    { facts?: EntityFacts; at: number }
  >();

  constructor(
    private readonly deps: {
      files: ContractFiles;
      integrations: Pick<ScmIntegrationRegistry, 'resolveUrl'>;
      /** As the plugin itself; may be some time old. */
      factsOf: (
        entityRefs: readonly string[],
      ) => Promise<ReadonlyMap<string, EntityFacts>>;
      sleep: (ms: number, signal: AbortSignal) => Promise<void>;
      /** Milliseconds. */
      now: () => number;
    },
  ) {}

  async of(entity: EntityFacts): Promise<EntityContract> {
    if (entity.system) {
      await this.lookUp(entity.system);
    }
    await this.firstReads(this.entitiesOf(entity));
    return this.known(entity);
  }

  known(entity: EntityFacts): EntityContract {
    const { system } = entity;
    const at = system && this.systems.get(system)?.at;
    if (system && this.deps.now() - (at || 0) > LOOKED_UP_MS) {
      void this.lookUp(system);
    }
    const said = this.entitiesOf(entity).map((each, index) =>
      this.saidBy(each, index === 0 ? undefined : each.entityRef),
    );
    const all = merged(said);
    return system && said.length > 1
      ? {
          ...all,
          hidingSystem: {
            system,
            contract: withoutSystem(merged(said.slice(0, 1)), all),
          },
        }
      : all;
  }

  private entitiesOf(entity: EntityFacts): EntityFacts[] {
    const system = entity.system && this.systems.get(entity.system)?.facts;
    return system ? [entity, system] : [entity];
  }

  /** What was known of a system stays in use while the catalog does not answer. */
  private async lookUp(system: string): Promise<void> {
    const { factsOf, now } = this.deps;
    const before = this.systems.get(system)?.facts;
    if (this.systems.size >= MOST_SYSTEMS && !this.systems.has(system)) {
      this.systems.clear();
    }
    this.systems.set(system, { facts: before, at: now() });
    try {
      const found = await factsOf([system]);
      this.systems.set(system, { facts: found.get(system), at: now() });
    } catch {
      // The entity's own contract holds without it.
    }
  }

  private async firstReads(entities: readonly EntityFacts[]): Promise<void> {
    const { files, integrations, sleep } = this.deps;
    const unread = entities.flatMap(({ annotations, entityRef }) => {
      const found = contractUrl(annotations, integrations);
      return found &&
        'url' in found &&
        files.known(found.url, entityRef).checkedAt === undefined
        ? [files.firstRead(found.url)]
        : [];
    });
    if (unread.length === 0 || this.waiting >= MOST_WAITING) {
      return;
    }
    const done = new AbortController();
    this.waiting += 1;
    try {
      await Promise.race([
        Promise.all(unread),
        sleep(PATIENCE_MS, done.signal),
      ]);
    } finally {
      done.abort();
      this.waiting -= 1;
    }
  }

  private saidBy(entity: EntityFacts, called: string | undefined): Said {
    const { files, integrations } = this.deps;
    const { entityRef, annotations } = entity;
    const annotated = readContract(entity, called);
    const said = {
      entity,
      annotated,
      errors: [],
      // Those of a system are shown on the page of the system.
      annotationErrors: called ? [] : annotated.errors,
    };
    const found = contractUrl(annotations, integrations);
    if (!found) {
      return said;
    }
    if ('expected' in found) {
      const error = {
        annotation: CONTRACT_ANNOTATION,
        value: String(annotations[CONTRACT_ANNOTATION]).slice(0, LONGEST_SHOWN),
        expected: found.expected,
      };
      return { ...said, annotationErrors: [...said.annotationErrors, error] };
    }
    const { url, name } = found;
    const known = files.known(url, entityRef);
    const { content, lines } = known.parsed ?? {};
    return {
      ...said,
      ...(content &&
        lines && { file: { entityRef, name, url, content, lines } }),
      shown: { entityRef, name, url, ...stateOf(known) },
      errors: this.errorsOf(known, { entityRef, name, url }),
    };
  }

  private errorsOf(
    { parsed, failure }: KnownFile,
    file: Pick<ContractErrorDto, 'entityRef' | 'url'> & { name: string },
  ): ContractErrorDto[] {
    const { integrations } = this.deps;
    const { entityRef, name: fileName, url } = file;
    const kept = parsed ? '; what it said before holds' : '';
    const problems = [
      ...(failure && failure.problems.length === 0
        ? [{ keyPath: '', problem: `cannot be read: ${failure.words}${kept}` }]
        : []),
      ...(failure?.problems ?? []).map(each => ({
        ...each,
        problem: `${each.problem}${kept}`,
      })),
      // Of the version that holds: where a newer one is broken, lines are of that one.
      ...(failure ? [] : parsed?.problems ?? []),
    ];
    return problems.map(({ keyPath, problem, ...place }) => ({
      entityRef,
      file: fileName,
      url: lineUrl(url, 'line' in place ? place.line : undefined, integrations),
      ...('line' in place && { line: place.line, column: place.column }),
      ...(keyPath && { keyPath }),
      problem,
    }));
  }
}

function merged(said: readonly Said[]): EntityContract {
  return {
    ...mergeContracts(said),
    files: said.flatMap(({ shown }) => shown ?? []),
    errors: said.flatMap(({ errors }) => errors),
    annotationErrors: said.flatMap(({ annotationErrors }) => annotationErrors),
  };
}

function stateOf({
  parsed,
  readAt,
  checkedAt,
  failure,
}: KnownFile): Omit<ContractFileDto, 'entityRef' | 'name' | 'url'> {
  const failed = parsed ? 'kept' : 'unreadable';
  const state = failure ? failed : 'read';
  return {
    state: checkedAt === undefined ? 'notReadYet' : state,
    ...(readAt && { readAt }),
    ...(checkedAt && { checkedAt }),
    ...(failure && { failure: failure.words, failingSince: failure.since }),
  };
}
