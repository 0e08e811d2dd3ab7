import { sha256 } from '../clock/Random';
import type { KubeResource } from '../store/KubeResource';
import type { Content } from '../world/World';
import { readDuration, writeDuration } from './goDuration';

interface HistoryEntry {
  digest: string;
  firstReconciled: string;
  lastReconciled: string;
  lastReconciledDuration: string;
  lastReconciledStatus: string;
  metadata: Record<string, string>;
  totalReconciliations: number;
}

/** The timeout as the controller acts on it and writes it: never less than 30 s. */
export function timeoutOf(kustomization: KubeResource): number {
  const { timeout, interval } = kustomization.spec ?? {};
  const asked =
    readDuration(timeout) ?? (readDuration(interval) ?? 60_000) - 30_000;
  return Math.max(30_000, asked);
}

export const stageText = (
  stage: string,
  revision: string,
  kustomization: KubeResource,
) =>
  `${stage} for revision ${revision} with a timeout of ${writeDuration(
    timeoutOf(kustomization),
  )}`;

export const renderedDigest = (content: Content) =>
  `sha256:${sha256(JSON.stringify(content.manifests))}`;

export interface PassRecord {
  digest: string;
  status: string;
  revision: string;
  originRevision?: string;
  now: string;
  duration: string;
  /** More than one where the clock ran over passes that nobody watched. */
  passes: number;
}

/** At most five entries, one for each rendered digest and outcome; a repeat comes to the front. */
export function recordHistory(
  history: HistoryEntry[] | undefined,
  record: PassRecord,
): HistoryEntry[] {
  const same = (entry: HistoryEntry) =>
    entry.digest === record.digest &&
    entry.lastReconciledStatus === record.status;
  const before = history?.find(same);
  const entry = {
    digest: record.digest,
    firstReconciled: before?.firstReconciled ?? record.now,
    lastReconciled: record.now,
    lastReconciledDuration: record.duration,
    lastReconciledStatus: record.status,
    metadata: {
      ...(record.originRevision
        ? { originRevision: record.originRevision }
        : {}),
      revision: record.revision,
    },
    totalReconciliations: (before?.totalReconciliations ?? 0) + record.passes,
  };
  return [entry, ...(history ?? []).filter(other => !same(other))].slice(0, 5);
}
