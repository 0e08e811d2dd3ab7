/** Milliseconds of a Go duration (`1m30s`, `500ms`); undefined where there is none. */
export function readDuration(text: string | undefined): number | undefined {
  if (!text) {
    return undefined;
  }
  const factors: Record<string, number> = {
    h: 3_600_000,
    m: 60_000,
    s: 1000,
    ms: 1,
  };
  let total = 0;
  for (const [, value, unit] of text.matchAll(/([\d.]+)(ms|h|m|s)/g)) {
    total += Number(value) * factors[unit];
  }
  return total;
}

/** As Go prints whole seconds: `30s`, `4m30s`, `1h0m0s`. */
export function writeDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) {
    return `${hours}h${minutes}m${seconds % 60}s`;
  }
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}

/** As Go prints what it measured: `12.249262ms`, `5.026750768s`. */
export function writeMeasured(
  ms: number,
  random: { between(from: number, to: number): number },
): string {
  const exact = ms + random.between(0, 0.999);
  return exact < 1000
    ? `${exact.toFixed(6)}ms`
    : `${(exact / 1000).toFixed(9)}s`;
}
