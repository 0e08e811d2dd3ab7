import type { Identifier } from './identifiers';
import type { Promotion } from './Promotion';

/** A promotion, ready to be joined. */
export interface PromotionRecord {
  promotion: Promotion;
  at: number;
  /** Among all records, in the order in which they happened. */
  place: number;
  names: Identifier[];
}

/** Finds the records that may be of a row without looking at all of them. */
export class RecordsByName {
  private readonly byName = new Map<string, PromotionRecord[]>();

  /** `records` in the order in which they happened. */
  constructor(records: readonly PromotionRecord[]) {
    records.forEach((record, at) => {
      record.place = at;
      for (const key of new Set(record.names.map(nameKey))) {
        const bearing = this.byName.get(key);
        if (bearing) {
          bearing.push(record);
        } else {
          this.byName.set(key, [record]);
        }
      }
    });
  }

  /** In the order in which they happened. */
  of(names: readonly Identifier[]): PromotionRecord[] {
    const found = new Set(
      names.flatMap(name => this.byName.get(nameKey(name)) ?? []),
    );
    return [...found].sort((a, b) => a.place - b.place);
  }
}

/** Short commits stand under the beginning that every commit has. */
function nameKey({ kind, value }: Identifier): string {
  return `${kind} ${kind === 'commit' ? value.slice(0, 7) : value}`;
}
