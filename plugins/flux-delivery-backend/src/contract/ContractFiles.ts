import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  type ContractProblem,
  parseContract,
  type ParsedContract,
} from 'backstage-plugin-flux-delivery-common';
import { backoffMs, jitteredMs } from '../clusters/backoff';
import { Semaphore } from '../watch/Semaphore';
import { type ContractYaml, readContractYaml } from './readContractYaml';
import { readFile } from './readFile';

/** So often a file is asked whether it changed; unchanged ones cost a call with an ETag. Of very many each is asked less often. */
const REREAD_MS = 5 * 60_000;
const REREAD_IN_TIME = 2_000;
const RETRY = { baseMs: 30_000, capMs: 15 * 60_000 };
/** Files that nobody asked for so long are forgotten. */
const FORGOTTEN_MS = 24 * 60 * 60_000;
const MOST_FILES = 10_000;
/** Where there are too many, a file makes room that nobody asked for so long: those in use do not push each other out. */
const UNUSED_MS = 15 * 60_000;
const PER_HOST = 2;
const AT_ONCE = 8;
/** A namespace each: files that are named by entities of several are rare. */
const MOST_PARSED = 20;
const MOST_ASKERS = 100;

/** What is known of one file. */
export interface KnownFile {
  /** Undefined where it was never read as a contract. */
  parsed?: ParsedContract;
  /** RFC 3339: when what is known was read. */
  readAt?: string;
  /** RFC 3339: when it was last asked for. */
  checkedAt?: string;
  /** Why it cannot be read now, and since when; what was read before holds. */
  failure?: { words: string; since: string; problems: ContractProblem[] };
}

interface Entry {
  url: string;
  /** Entities that the file was asked for. */
  askers: Set<string>;
  askedAt: number;
  dueAt: number;
  attempts: number;
  etag?: string;
  yaml?: ContractYaml;
  parsed: Map<string, ParsedContract>;
  readAt?: number;
  checkedAt?: number;
  failure?: { words: string; since: number; problems: ContractProblem[] };
  reading?: Promise<void>;
}

/**
 * Contract files as they were read last. Reads are few: bounded at once, per host, by size and by number of files; a file that cannot
 * be read keeps what it said, with its age. In memory: after a restart files are read anew.
 */
export class ContractFiles {
  /** The one that was not asked for longest first. */
  private readonly entries = new Map<string, Entry>();
  private readonly all = new Semaphore(AT_ONCE);
  /** Those that are read from now. */
  private readonly hosts = new Map<
    string,
    { turns: Semaphore; waiting: number }
  >();
  private readonly stopping = new AbortController();

  constructor(
    private readonly deps: {
      reader: Pick<UrlReaderService, 'readUrl'>;
      /** Milliseconds. */
      now: () => number;
      random: () => number;
      /** Told of the entities of a file that says something else than before. */
      onChanged?: (entityRefs: string[]) => void;
    },
  ) {}

  /** What is known now; a file that was never asked for is read from now on. */
  known(url: string, entityRef: string): KnownFile {
    const entry = this.entryOf(url);
    if (!entry) {
      return {
        checkedAt: text(this.deps.now()),
        failure: {
          words: `no more than ${MOST_FILES} contract files are read`,
          since: text(this.deps.now()),
          problems: [],
        },
      };
    }
    if (entry.askers.size < MOST_ASKERS) {
      entry.askers.add(entityRef);
    }
    const { readAt, checkedAt, failure } = entry;
    return {
      ...(entry.yaml && { parsed: parsedFor(entry, entityRef) }),
      ...(readAt !== undefined && { readAt: text(readAt) }),
      ...(checkedAt !== undefined && { checkedAt: text(checkedAt) }),
      ...(failure && {
        failure: { ...failure, since: text(failure.since) },
      }),
    };
  }

  /** Ends when the file was asked for once, whatever came of it. */
  async firstRead(url: string): Promise<void> {
    const entry = this.entryOf(url);
    if (entry && entry.checkedAt === undefined) {
      await entry.reading;
    }
  }

  /** Reads again what is due, and forgets what nobody asks for; never rejects. */
  async refresh(): Promise<void> {
    const now = this.deps.now();
    for (const [url, { askedAt }] of this.entries) {
      if (now - askedAt > FORGOTTEN_MS) {
        this.entries.delete(url);
      }
    }
    const due = [...this.entries.values()].filter(({ dueAt }) => dueAt <= now);
    await Promise.all(due.map(entry => this.read(entry)));
  }

  stop(): void {
    this.stopping.abort();
  }

  private entryOf(url: string): Entry | undefined {
    const now = this.deps.now();
    const known = this.entries.get(url);
    if (known) {
      known.askedAt = now;
      this.entries.delete(url);
      this.entries.set(url, known);
      return known;
    }
    if (this.entries.size >= MOST_FILES && !this.makeRoom(now)) {
      return undefined;
    }
    const entry: Entry = {
      url,
      askers: new Set(),
      askedAt: now,
      dueAt: now,
      attempts: 0,
      parsed: new Map(),
    };
    this.entries.set(url, entry);
    void this.read(entry);
    return entry;
  }

  private makeRoom(now: number): boolean {
    const [oldest] = this.entries.values();
    return now - oldest.askedAt >= UNUSED_MS && this.entries.delete(oldest.url);
  }

  private read(entry: Entry): Promise<void> {
    entry.reading ??= this.readInTurn(entry).finally(() => {
      entry.reading = undefined;
    });
    return entry.reading;
  }

  private async readInTurn(entry: Entry): Promise<void> {
    const { signal } = this.stopping;
    const { host } = new URL(entry.url);
    const place = this.hosts.get(host) ?? {
      turns: new Semaphore(PER_HOST),
      waiting: 0,
    };
    this.hosts.set(host, place);
    place.waiting += 1;
    try {
      await place.turns.run(signal, () =>
        this.all.run(signal, async () => {
          if (this.entries.get(entry.url) === entry) {
            this.take(
              entry,
              await readFile(this.deps.reader, entry.url, entry.etag),
            );
          }
        }),
      );
    } finally {
      place.waiting -= 1;
      if (place.waiting === 0) {
        this.hosts.delete(host);
      }
    }
  }

  private take(
    entry: Entry,
    answer: Awaited<ReturnType<typeof readFile>>,
  ): void {
    const now = this.deps.now();
    entry.checkedAt = now;
    if (answer.type === 'failed') {
      this.fail(entry, answer.failure, []);
      return;
    }
    if (answer.type === 'content') {
      const yaml = readContractYaml(answer.text);
      // Owners are filled in later: whether it is a contract does not depend on them.
      const { content, problems } = parseContract(yaml.root, {
        entityRef: '',
      });
      if (!content || yaml.problems.length > 0) {
        this.fail(
          entry,
          'it is no contract now',
          yaml.problems.length > 0 ? yaml.problems : problems,
        );
        return;
      }
      entry.yaml = yaml;
      entry.parsed.clear();
      entry.etag = answer.etag;
    } else if (entry.readAt === undefined) {
      this.fail(entry, 'its host does not send it', []);
      return;
    }
    const isNews = answer.type === 'content' || entry.failure !== undefined;
    entry.readAt = now;
    entry.failure = undefined;
    entry.attempts = 0;
    const lots = Math.max(1, this.entries.size / REREAD_IN_TIME);
    entry.dueAt = now + jitteredMs(REREAD_MS * lots, this.deps.random());
    if (isNews) {
      this.deps.onChanged?.([...entry.askers]);
    }
  }

  private fail(entry: Entry, words: string, problems: ContractProblem[]): void {
    const { now, random, onChanged } = this.deps;
    const isNews = entry.failure?.words !== words;
    entry.failure = { words, since: entry.failure?.since ?? now(), problems };
    entry.attempts += 1;
    // What was broken is mended by a commit: it is asked for in full again.
    entry.etag = problems.length > 0 ? undefined : entry.etag;
    entry.dueAt =
      now() + RETRY.baseMs + backoffMs(entry.attempts, RETRY, random());
    if (isNews) {
      onChanged?.([...entry.askers]);
    }
  }
}

function parsedFor(entry: Entry, entityRef: string): ParsedContract {
  const namespace = entityRef.slice(
    entityRef.indexOf(':') + 1,
    entityRef.lastIndexOf('/'),
  );
  const known = entry.parsed.get(namespace);
  if (known) {
    return known;
  }
  if (entry.parsed.size >= MOST_PARSED) {
    entry.parsed.clear();
  }
  const parsed = parseContract(entry.yaml?.root, { entityRef });
  entry.parsed.set(namespace, parsed);
  return parsed;
}

function text(millis: number): string {
  return new Date(millis).toISOString();
}
