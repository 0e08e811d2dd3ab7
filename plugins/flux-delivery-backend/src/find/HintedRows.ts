import {
  type Delivery,
  identifiersOfRevision,
} from 'backstage-plugin-flux-delivery-common';
import type { HintStore, StoredHint } from '../events/HintStore';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { FoundIdentifier } from '../identifiers/IdentifierIndex';
import type { JoinedRows } from './JoinedRows';
import type { VisibleRows } from './VisibleRows';

const MOST = 500;
const MOST_NAMES = 50;

/** Which rows of the ledger the hints are about that bear a name: those of the same applier and revision, as pages join them. */
export class HintedRows {
  private readonly joined = new Map<string, StoredHint>();

  constructor(
    private readonly deps: {
      history: Pick<DeliveryHistory, 'byIds'>;
      hints: Pick<HintStore, 'byIds'>;
      joins: Pick<JoinedRows, 'hintsOf'>;
    },
  ) {}

  /** The same finds, of the rows that the caller may read instead of the hints. */
  async rowsOf(
    found: readonly FoundIdentifier[],
    visible: VisibleRows,
  ): Promise<FoundIdentifier[]> {
    const hints = await this.hintsBehind(found);
    if (hints.length === 0) {
      return [];
    }
    const rows = await this.candidates(hints, visible);
    const joined = await this.deps.joins.hintsOf(rows);
    return rows.flatMap(({ id, entityRef, environment }) => {
      const hint = joined.get(id);
      const own = found.filter(each => each.id === hint?.id);
      if (hint && own.length > 0) {
        this.joined.set(id, hint);
      }
      return own.map(each => ({
        ...each,
        type: 'delivery' as const,
        id,
        entityRef,
        environment,
      }));
    });
  }

  /** The hint that led to a row of {@link rowsOf}, by id of the row. */
  get hints(): ReadonlyMap<string, StoredHint> {
    return this.joined;
  }

  private async hintsBehind(
    found: readonly FoundIdentifier[],
  ): Promise<StoredHint[]> {
    const ids = found.filter(({ type }) => type === 'hint').map(({ id }) => id);
    return ids.length > 0 ? this.deps.hints.byIds([...new Set(ids)]) : [];
  }

  private async candidates(
    hints: readonly StoredHint[],
    visible: VisibleRows,
  ): Promise<Delivery[]> {
    const names = hints.flatMap(({ revision }) =>
      identifiersOfRevision(revision),
    );
    const found = await visible.of(
      [...new Map(names.map(each => [each.value, each])).values()]
        .slice(0, MOST_NAMES)
        .map(({ kind, value }) => ({ kinds: [kind], value, prefix: false })),
    );
    const ids = found
      .filter(({ type }) => type === 'delivery')
      .map(({ id }) => id);
    return this.deps.history.byIds([...new Set(ids)].slice(0, MOST));
  }
}
