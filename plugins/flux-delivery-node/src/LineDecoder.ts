const NEWLINE = 0x0a;

/**
 * Cuts a stream of bytes into lines. Bytes become text only when a line is complete, so that a character whose bytes are spread
 * over two chunks is decoded right; a newline byte is never part of another character in UTF-8.
 */
export class LineDecoder {
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  constructor(private readonly maxLineBytes: number) {}

  /** The lines that this chunk completes, without empty ones. Throws a RangeError where a line is longer than allowed. */
  *push(chunk: Buffer): Generator<string> {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(NEWLINE, from);
      if (at < 0) {
        break;
      }
      this.keep(chunk.subarray(from, at));
      from = at + 1;
      const line = this.take();
      if (line.trim()) {
        yield line;
      }
    }
    this.keep(chunk.subarray(from));
  }

  /** What came after the last newline. */
  end(): string {
    return this.take();
  }

  private keep(bytes: Buffer) {
    if (!bytes.length) {
      return;
    }
    this.pendingBytes += bytes.length;
    if (this.pendingBytes > this.maxLineBytes) {
      this.take();
      throw new RangeError(`A line is longer than ${this.maxLineBytes} bytes`);
    }
    this.pending.push(bytes);
  }

  private take(): string {
    const line =
      this.pending.length === 1 ? this.pending[0] : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    return line.toString('utf8');
  }
}
