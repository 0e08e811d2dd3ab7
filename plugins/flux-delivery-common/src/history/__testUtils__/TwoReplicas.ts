import { advance, contentsInQuestion } from '../advance';
import { applyProgress } from '../applyProgress';
import { carriesContent } from '../carriesContent';
import { compareVersions } from '../compareVersions';
import type { LedgerOperation, LedgerRow, UnitChain } from '../Ledger';
import type { UnitObservation } from '../UnitObservation';

const MOST_RACES = 10;

/** A ledger of one unit that several replicas write, each with what it remembers: as the database has it, with its races. */
export class TwoReplicas {
  rows: LedgerRow[] = [];
  private cursor: UnitChain['cursor'];
  private readonly remembered = new Map<number, UnitChain>();

  observe(replica: number, observation: UnitObservation): void {
    for (let race = 0; race < MOST_RACES; race += 1) {
      const chain = this.remembered.get(replica) ?? this.stored();
      contentsInQuestion(chain, observation);
      const next = advance(
        chain,
        observation,
        content =>
          [...this.rows].reverse().find(row => carriesContent(row, content))
            ?.delivery,
      );
      if (this.write(next.operations)) {
        this.remembered.set(replica, next.chain);
        return;
      }
      this.remembered.delete(replica);
    }
    throw new Error('the other replica was always faster');
  }

  /** The replica starts anew. */
  restart(replica: number): void {
    this.remembered.delete(replica);
  }

  private stored(): UnitChain {
    const newest = this.rows.at(-1);
    return {
      ...(newest && { newest }),
      open: this.rows.filter(
        ({ delivery }) => delivery.outcome === 'inProgress',
      ),
      ...(this.cursor && { cursor: this.cursor }),
    };
  }

  /** All or nothing. False where another replica was faster. */
  private write(operations: readonly LedgerOperation[]): boolean {
    let rows = [...this.rows];
    let { cursor } = this;
    for (const operation of operations) {
      if (operation.type === 'append') {
        const { id, sequence } = operation.row.delivery;
        if (
          sequence !== rows.length + 1 ||
          rows.some(({ delivery }) => delivery.id === id)
        ) {
          return false;
        }
        rows = [...rows, operation.row];
      } else if (operation.type === 'progress') {
        const { sequence, steps, end } = operation;
        const row = rows[sequence - 1];
        if (end && row.delivery.outcome !== 'inProgress') {
          return false;
        }
        rows = rows.map(each =>
          each === row ? applyProgress(each, steps, end) : each,
        );
      } else if (
        !cursor ||
        cursor.version === operation.instead ||
        compareVersions(cursor.version, operation.cursor.version) <= 0
      ) {
        ({ cursor } = operation);
      }
    }
    Object.assign(this, { rows, cursor });
    return true;
  }
}
