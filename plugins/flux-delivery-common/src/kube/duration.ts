const UNIT_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

// Sticky, so that each part must begin where the one before it ended: one pass over the text.
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/**
 * A duration as Go and Kubernetes write it (`1h30m`, `1.5h`, `500ms`), in milliseconds; undefined where the text is none.
 *
 * @public
 */
export function parseDuration(go: string | undefined): number | undefined {
  if (typeof go !== 'string' || go === '' || go.length > 128) {
    return undefined;
  }
  const negative = go[0] === '-';
  const text = negative || go[0] === '+' ? go.slice(1) : go;
  if (text === '0') {
    return 0;
  }
  const part = new RegExp(PART);
  let total = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) {
      return undefined;
    }
    total += Number(match[1]) * UNIT_MS[match[2]];
  }
  if (text === '' || !Number.isFinite(total)) {
    return undefined;
  }
  return negative ? -total : total;
}
