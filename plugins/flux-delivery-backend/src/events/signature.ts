import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^(sha256|sha512)=([0-9a-f]{64}|[0-9a-f]{128})$/i;
const BYTES = { sha256: 32, sha512: 64 } as const;

/** Whether the header can be a signature at all. */
export function isSignature(header: string | undefined): boolean {
  return read(header) !== undefined;
}

/**
 * Whether one of the secrets signed the bytes, as `generic-hmac` does: `sha256=<hex>` or `sha512=<hex>` over the body as it was
 * before any packing for the way. Takes as long whichever secret it was, and wherever the signature differs; other algorithms are
 * refused, whatever they would say.
 */
export function isSigned(
  bytes: Buffer,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  const signature = read(header);
  if (!signature) {
    return false;
  }
  const { algorithm, given } = signature;
  // Every secret is tried, so that the time does not tell which one is in use.
  return secrets
    .map(secret =>
      timingSafeEqual(
        createHmac(algorithm, secret).update(bytes).digest(),
        given,
      ),
    )
    .includes(true);
}

function read(header: string | undefined) {
  const [, name, hex] = SIGNATURE.exec(header ?? '') ?? [];
  const algorithm = name as keyof typeof BYTES | undefined;
  if (!algorithm || !Object.hasOwn(BYTES, algorithm)) {
    return undefined;
  }
  const given = Buffer.from(hex, 'hex');
  return given.length === BYTES[algorithm] ? { algorithm, given } : undefined;
}
