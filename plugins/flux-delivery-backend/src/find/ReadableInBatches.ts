import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Readable } from './Readable';

const AT_ONCE = 100;
const MOST_ASKED = 2_000;
const MOST_READABLE = 100;

/**
 * What one caller may read, of entities that come in any number: asked in batches, of each once, until there are enough. So what is
 * hidden takes no place of what is not, and its number shows nowhere.
 */
export class ReadableInBatches {
  private readonly asked = new Set<string>();
  private readonly readable = new Set<string>();
  private cut = false;

  constructor(
    private readonly deps: { readable: Pick<Readable, 'of'> },
    private readonly call: { credentials: BackstageCredentials },
  ) {}

  /** In the order in which they were asked about; at most 100. */
  get all(): string[] {
    return [...this.readable];
  }

  /** Whether there may be more than {@link all}. */
  get isCut(): boolean {
    return this.cut;
  }

  has(entityRef: string | undefined): boolean {
    return entityRef !== undefined && this.readable.has(entityRef);
  }

  async ask(entityRefs: readonly string[]): Promise<void> {
    const unknown = [...new Set(entityRefs)].filter(
      ref => !this.asked.has(ref),
    );
    for (let at = 0; at < unknown.length && !this.cut; at += AT_ONCE) {
      const left = Math.min(AT_ONCE, MOST_ASKED - this.asked.size);
      const batch = unknown.slice(at, at + left);
      batch.forEach(ref => this.asked.add(ref));
      if (batch.length > 0) {
        await this.askAtOnce(batch);
      }
      this.cut ||= left < AT_ONCE && at + left < unknown.length;
    }
  }

  private async askAtOnce(batch: readonly string[]): Promise<void> {
    const found = await this.deps.readable.of(batch, this.call);
    for (const ref of batch.filter(each => found.has(each))) {
      if (this.readable.size < MOST_READABLE) {
        this.readable.add(ref);
      } else {
        this.cut = true;
      }
    }
  }
}
