import { toMillis } from 'backstage-plugin-flux-delivery-common';
import type { IdentifierIndex } from '../identifiers/IdentifierIndex';
import {
  type HintedApplier,
  type HintStore,
  MOST_OF_AN_APPLIER,
  type StoredHint,
} from './HintStore';

/** Keeps hints as long as the process lives: for tests. */
export class MemoryHintStore implements HintStore {
  private readonly hints = new Map<string, StoredHint>();

  constructor(private readonly identifiers?: IdentifierIndex<any>) {}

  async add(hint: StoredHint): Promise<boolean> {
    if (this.hints.has(hint.id)) {
      return false;
    }
    this.hints.set(hint.id, structuredClone(hint));
    await this.identifiers?.add(
      { type: 'hint', id: hint.id, environment: '' },
      hint.identifiers,
    );
    return true;
  }

  async of(appliers: readonly HintedApplier[]): Promise<StoredHint[]> {
    return structuredClone(
      appliers.flatMap(applier =>
        [...this.hints.values()]
          .filter(hint => isOf(hint, applier))
          .sort((a, b) => toMillis(b.at)! - toMillis(a.at)!)
          .slice(0, MOST_OF_AN_APPLIER),
      ),
    );
  }

  async byIds(ids: readonly string[]): Promise<StoredHint[]> {
    return structuredClone(ids.flatMap(id => this.hints.get(id) ?? []));
  }

  async prune(before: string, limit: number): Promise<number> {
    const old = [...this.hints.values()]
      .filter(({ at }) => toMillis(at)! < toMillis(before)!)
      .sort((a, b) => toMillis(a.at)! - toMillis(b.at)!)
      .slice(0, limit)
      .map(({ id }) => id);
    old.forEach(id => this.hints.delete(id));
    await this.identifiers?.remove('hint', old);
    return old.length;
  }
}

function isOf(
  { cluster, applier: { kind, namespace, name } }: StoredHint,
  applier: HintedApplier,
): boolean {
  return (
    cluster === applier.cluster &&
    kind === applier.kind &&
    namespace === applier.namespace &&
    name === applier.name
  );
}
