import type { DatabaseService } from '@backstage/backend-plugin-api';
import { DELIVERIES } from './deliveryRows';

type Client = Awaited<ReturnType<DatabaseService['getClient']>>;

/** Goes from one target to the next in the index of chains, and takes the newest row of each from its end. */
const SQL = `
  with recursive targets(target_id) as (
    select min(target_id) from ${DELIVERIES} where entity_ref = ?
    union all
    select (
      select min(following.target_id) from ${DELIVERIES} as following
      where following.entity_ref = ? and following.target_id > targets.target_id
    )
    from targets where targets.target_id is not null
  )
  select (
    select newest.id from ${DELIVERIES} as newest
    where newest.entity_ref = ? and newest.target_id = targets.target_id
      and newest.started_at <= ? and newest.kind <> 'gap'
    order by newest.sequence desc limit 1
  ) as id
  from targets where targets.target_id is not null`;

/**
 * The ids of the newest rows that carry content and had started by then, one for each target of the entity that has such a row. Reads
 * a few rows of each target, however long its history is, unless the instant lies far back.
 *
 * @param instant - milliseconds since the epoch
 */
export async function newestOfTargets(
  client: Client,
  entityRef: string,
  instant: number,
): Promise<string[]> {
  const answer = await client.raw(SQL, [
    entityRef,
    entityRef,
    entityRef,
    instant,
  ]);
  const rows: { id: string | null }[] = answer.rows ?? answer;
  return rows.flatMap(({ id }) => id ?? []);
}
