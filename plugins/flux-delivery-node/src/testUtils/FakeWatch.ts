type Item = { line: string } | { end: true } | { error: Error };

/**
 * The lines of one open watch, in order, until it is closed or broken.
 *
 * @public
 */
export class FakeWatch implements AsyncIterable<string> {
  private readonly items: Item[] = [];
  private wake?: () => void;
  private closed = false;

  constructor(
    /** `group/plural` */
    readonly resource: string,
    readonly namespace: string | undefined,
    private readonly onClose: (watch: FakeWatch) => void,
  ) {}

  send(frame: unknown) {
    this.line(JSON.stringify(frame));
  }

  line(line: string) {
    this.put({ line });
  }

  close() {
    this.put({ end: true });
    this.release();
  }

  break(
    error: Error = Object.assign(new Error('socket hang up'), {
      code: 'ECONNRESET',
    }),
  ) {
    this.put({ error });
    this.release();
  }

  release() {
    if (!this.closed) {
      this.closed = true;
      this.onClose(this);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      for (;;) {
        const item = this.items.shift();
        if (!item) {
          await new Promise<void>(resolve => {
            this.wake = resolve;
          });
        } else if ('line' in item) {
          yield item.line;
        } else if ('error' in item) {
          throw item.error;
        } else {
          return;
        }
      }
    } finally {
      this.release();
    }
  }

  private put(item: Item) {
    if (!this.closed) {
      this.items.push(item);
      this.wake?.();
    }
  }
}
