import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/**
 * A gzipped tar archive of text files. The same files always give the same bytes, so that a digest names a content.
 *
 * @param {Record<string, string>} files path → text; paths of at most 100 bytes
 * @returns {Buffer}
 */
export function tarball(files) {
  const blocks = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) => {
      const body = Buffer.from(text);
      const padding = Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK);
      return [header(path, body.length), body, padding];
    });
  const archive = Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
  const zipped = gzipSync(archive);
  zipped[9] = 255; // the byte for the operating system, which differs between builds of zlib
  return zipped;
}

/** @param {Buffer | string} data */
export function digestOf(data) {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

function header(path, size) {
  const block = Buffer.alloc(BLOCK);
  const put = (text, offset) => block.write(text, offset, 'latin1');
  const octal = (number, width) =>
    `${number.toString(8).padStart(width - 1, '0')}\0`;
  put(path, 0);
  put(octal(0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, 12), 124);
  put(octal(0, 12), 136);
  put(' '.repeat(8), 148); // the checksum counts itself as blanks
  put('0', 156);
  put('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
