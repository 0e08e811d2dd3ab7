import { fingerprint } from '../../kube/templateFingerprint';
import { advance, contentsInQuestion } from '../advance';
import { applyProgress } from '../applyProgress';
import { carriesContent } from '../carriesContent';
import type { LedgerOperation, LedgerRow, UnitChain } from '../Ledger';
import type { UnitObservation } from '../UnitObservation';

/** A ledger of one unit, as plain as can be. */
export class ChainBench {
  rows: LedgerRow[] = [];
  private cursor: UnitChain['cursor'];
  private kept?: UnitChain;

  observe(observation: UnitObservation): LedgerOperation[] {
    const chain = this.kept ?? this.stored();
    const asked = contentsInQuestion(chain, observation).map(content =>
      JSON.stringify(content),
    );
    const { chain: next, operations } = advance(chain, observation, content => {
      if (!asked.includes(JSON.stringify(content))) {
        throw new Error(`not announced: ${JSON.stringify(content)}`);
      }
      return this.earlierOf(content);
    });
    operations.forEach(operation => this.perform(operation));
    if (fingerprint(next) !== fingerprint(this.stored())) {
      throw new Error('what is remembered is not what is stored');
    }
    this.kept = next;
    return operations;
  }

  /** As a process that starts anew, with what is stored alone. */
  restart(): void {
    this.kept = undefined;
  }

  stored(): UnitChain {
    const newest = this.rows.at(-1);
    return {
      ...(newest && { newest }),
      open: this.rows.filter(
        ({ delivery }) => delivery.outcome === 'inProgress',
      ),
      ...(this.cursor && { cursor: this.cursor }),
    };
  }

  /** One line for each row. */
  told(): string[] {
    return this.rows.map(({ delivery }) => {
      const { kind, outcome, revisions, class: failure } = delivery;
      const version =
        revisions.chartVersion ??
        revisions.commit?.slice(0, 7) ??
        revisions.digest?.slice(7, 14) ??
        '-';
      return [
        kind,
        outcome,
        version,
        ...(revisions.helmRevision ? [`v${revisions.helmRevision}`] : []),
        ...(failure ? [failure] : []),
        ...(delivery.backfilled && kind !== 'baseline' ? ['backfilled'] : []),
      ].join(' ');
    });
  }

  private earlierOf(content: { workloads: string; applied: string }) {
    return [...this.rows].reverse().find(row => carriesContent(row, content))
      ?.delivery;
  }

  private perform(operation: LedgerOperation): void {
    if (operation.type === 'append') {
      if (operation.row.delivery.sequence !== this.rows.length + 1) {
        throw new Error('a row is out of order');
      }
      const { id } = operation.row.delivery;
      if (this.rows.some(({ delivery }) => delivery.id === id)) {
        throw new Error('a row has the id of another one');
      }
      this.rows.push(operation.row);
    } else if (operation.type === 'progress') {
      this.rows = this.rows.map(row =>
        row.delivery.sequence === operation.sequence
          ? applyProgress(row, operation.steps, operation.end)
          : row,
      );
    } else {
      this.cursor = operation.cursor;
    }
  }
}
