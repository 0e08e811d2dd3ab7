import type { Database } from '../history/databases';
import { revision } from '../history/PlayedUnit';

interface Row {
  sequence: number;
  kind: string;
  outcome: string;
  revisions: string;
}

/** Where the ledger is not what was released: each release once, in order, and none missing but where a gap says so. */
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
  const faults: string[] = [];
  let last: number | undefined;
  let isAfterGap = false;
  rows.forEach(({ sequence, kind, outcome, revisions }, index) => {
    if (sequence !== index + 1) {
      faults.push(`row ${index + 1} has the number ${sequence}`);
    }
    if (kind === 'gap') {
      isAfterGap = true;
      return;
    }
    const release = all.indexOf(JSON.parse(revisions).raw);
    if (last !== undefined && release <= last) {
      faults.push(`row ${sequence} has release ${release} after ${last}`);
    } else if (last !== undefined && release > last + 1 && !isAfterGap) {
      faults.push(`releases ${last + 1} to ${release - 1} are lost`);
    }
    if (kind !== 'baseline' && outcome === 'inProgress') {
      faults.push(`row ${sequence} has not ended`);
    }
    last = release;
    isAfterGap = false;
  });
  return last === releases ? faults : [...faults, `it ends with ${last}`];
}
