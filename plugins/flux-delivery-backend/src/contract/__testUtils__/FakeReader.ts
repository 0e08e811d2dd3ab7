import { NotFoundError, NotModifiedError } from '@backstage/errors';

/** A URL reader over texts by URL; what is no text is thrown. Its ETag is the text. */
export class FakeReader {
  files: Record<string, string | Error> = {};
  readonly asked: string[] = [];
  atOnce = 0;
  most = 0;
  /** Lets reads hang until it is called. */
  release?: () => void;
  private gate = Promise.resolve();

  hold(): void {
    this.gate = new Promise(resolve => {
      this.release = resolve;
    });
  }

  async readUrl(url: string, options?: { etag?: string }) {
    this.asked.push(url);
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    try {
      await this.gate;
      const file = this.files[url];
      if (file === undefined) {
        throw new NotFoundError(`no ${url}`);
      }
      if (typeof file !== 'string') {
        throw file;
      }
      if (options?.etag === file) {
        throw new NotModifiedError();
      }
      return { etag: file, buffer: async () => Buffer.from(file) };
    } finally {
      this.atOnce -= 1;
    }
  }
}

export const contractText = (body = '') =>
  `apiVersion: flux-delivery/v1\nkind: DeliveryContract\n${body}`;
