/** The waits of the watch, in milliseconds. The defaults suit API servers that send a bookmark about once a minute. */
export interface WatchTiming {
  /** Bounds of `timeoutSeconds` of a watch; drawn anew for each, so that they do not end together. */
  watchMinMs: number;
  watchMaxMs: number;
  /** A watch that sends nothing for so long is dialled again. */
  silentMs: number;
  /** A watch or connection that held for so long was sound: counting of failures starts again. */
  stableMs: number;
  retry: { baseMs: number; capMs: number };
  /** Between two lists of a kind that may not be read. */
  forbiddenRetryMs: number;
  /** So many tries come sooner: an API server that just started refuses until it has read its roles. */
  forbiddenQuickTries: number;
  /** Between two looks at which groups are served; all versions are looked at in every fifth. */
  discoveryMs: number;
  /** A cluster of which nothing was heard for so long is asked whether it is there. */
  quietMs: number;
  probeTimeoutMs: number;
  /** After an outage, lists start spread over this time. */
  returnSpreadMs: number;
  listPageSize: number;
  concurrentLists: number;
}

export const defaultTiming: WatchTiming = {
  watchMinMs: 300_000,
  watchMaxMs: 600_000,
  silentMs: 90_000,
  stableMs: 30_000,
  retry: { baseMs: 1_000, capMs: 30_000 },
  forbiddenRetryMs: 60_000,
  forbiddenQuickTries: 4,
  discoveryMs: 60_000,
  quietMs: 15_000,
  probeTimeoutMs: 10_000,
  returnSpreadMs: 2_000,
  listPageSize: 500,
  concurrentLists: 4,
};
