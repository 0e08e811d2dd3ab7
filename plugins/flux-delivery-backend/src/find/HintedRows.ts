import {
  type ApplierHint,
  type Delivery,
  identifiersOfRevision,
  joinHints,
} from 'backstage-plugin-flux-delivery-common';
import type { HintStore, StoredHint } from '../events/HintStore';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type {
  FoundIdentifier,
  IdentifierIndex,
} from '../identifiers/IdentifierIndex';
import type { VisibleRows } from './VisibleRows';

const MOST = 500;
const MOST_NAMES = 50;

/** Which rows of the ledger the hints are about that bear a name: those of the same applier and revision. */
export class HintedRows {
  constructor(
    private readonly deps: {
      identifiers: IdentifierIndex<any>;
      history: Pick<DeliveryHistory, 'byIds'>;
      hints: Pick<HintStore, 'byIds'>;
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
    return hints.flatMap(hint => {
      const own = found.filter(({ id }) => id === hint.id);
      return [...joinHints(rows, [hint]).keys()].flatMap(id => {
        const row = rows.find(each => each.id === id)!;
        return own.map(each => ({
          ...each,
          type: 'delivery' as const,
          id,
          entityRef: row.entityRef,
          environment: row.environment,
        }));
      });
    });
  }

  /** The hints that led to these rows, by id of the row. */
  async hintsOf(
    rows: readonly Delivery[],
    found: readonly FoundIdentifier[],
  ): Promise<Map<string, ApplierHint>> {
    const told = found.filter(({ how }) => how === 'eventMetadata');
    const names = new Set(told.map(({ kind, value }) => `${kind} ${value}`));
    if (names.size === 0) {
      return new Map();
    }
    const bearing = await Promise.all(
      [...names].map(name => {
        const [kind] = name.split(' ', 1);
        const each = told.find(one => `${one.kind} ${one.value}` === name)!;
        return this.deps.identifiers.find(
          {
            kinds: [each.kind],
            value: name.slice(kind.length + 1),
            prefix: false,
          },
          { limit: MOST, ownerless: 'hint' },
        );
      }),
    );
    return joinHints(rows, await this.hintsBehind(bearing.flat()));
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
