export interface Distribution {
  p50: number;
  p95: number;
  p99: number;
}

/** By nearest rank. Zeros where nothing was measured. */
export function distributionOf(values: readonly number[]): Distribution {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export const medianOf = (values: readonly number[]) =>
  distributionOf(values).p50;
