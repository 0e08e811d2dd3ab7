import type { Database } from '../history/databases';
import { revision } from '../history/PlayedUnit';

interface Row {
  sequence: number;
  kind: string;
  outcome: string;
  revisions: string;
}

/** Where the ledger is not what was released: of each service the baseline, and then each release once, in order. */
export async function faultsOf(
  { knex }: Database,
  { units, releases }: { units: number; releases: number },
): Promise<string[]> {
  const faults: string[] = [];
  for (let at = 0; at < units; at += 1) {
    const entity = `component:default/service-${at}`;
    const rows: Row[] = await knex('deliveries')
      .where('entity_ref', entity)
      .orderBy('sequence');
    faults.push(
      ...faultsOfRows(rows, at, releases).map(fault => `${entity}: ${fault}`),
    );
  }
  return faults;
}

function faultsOfRows(
  rows: readonly Row[],
  at: number,
  releases: number,
): string[] {
  const all = Array.from({ length: releases + 1 }, (_, release) =>
    revision(at, release),
  );
  const found = rows.map(({ revisions }) => JSON.parse(revisions).raw);
  const expected = all.slice(Math.max(0, all.indexOf(found[0])));
  const lost = expected.filter(raw => !found.includes(raw));
  const doubled = found.length - new Set(found).size;
  const isOther = found.join() !== expected.join();
  const open = rows.filter(
    ({ kind, outcome }) => kind !== 'baseline' && outcome === 'inProgress',
  );
  const kinds = rows.map(({ kind, outcome }) => `${kind} ${outcome}`);
  return [
    ...(isOther
      ? [`${lost.length} lost, ${doubled} doubled: ${kinds.join(', ')}`]
      : []),
    ...(rows.some(({ sequence }, index) => sequence !== index + 1)
      ? ['its rows are not numbered one by one']
      : []),
    ...(open.length > 0 ? [`${open.length} rows have not ended`] : []),
  ];
}
