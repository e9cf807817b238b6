import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { makeRead } from './mark-read.ts';
import type { LockedReader } from './readers.ts';

/** What a rule says, beside what the person has marked already. */
export const MERGED = sql`
  starred_at = coalesce(m.starred_at, excluded.starred_at),
  tags = m.tags || array(select t from unnest(excluded.tags) t where t <> all(m.tags)),
  hidden = m.hidden or excluded.hidden`;

/** What a person's rules say of an item that is here. */
export interface ItemVerdict {
  readonly item_id: number;
  readonly read: boolean;
  readonly hidden: boolean;
  readonly starred: boolean;
  readonly tags: readonly string[];
}

/** Marks items that are here as rules say. The person is locked. */
export async function markByRules(
  tx: Kysely<Schema>,
  reader: LockedReader,
  verdicts: readonly ItemVerdict[],
): Promise<void> {
  await sql`
    insert into marks as m (reader_id, item_id, starred_at, tags, hidden)
    select ${reader.id}::integer, i.id, case when v.starred then now() end, v.tags, v.hidden
    from json_to_recordset(${JSON.stringify(verdicts)}::json) as v(item_id bigint, starred boolean, hidden boolean, tags text[])
    join items i on i.id = v.item_id
    where v.starred or v.hidden or v.tags <> '{}'
    on conflict (reader_id, item_id) do update set ${MERGED}`.execute(tx);
  const read = verdicts.filter(each => each.read || each.hidden).map(each => each.item_id);
  if (read.length > 0) await makeRead(tx, reader, sql`u.item_id = any(${read}::bigint[])`);
}

/** Shows again what rules have hidden from a person; gives how much. */
export async function showHidden(tx: Kysely<Schema>, readerId: number): Promise<number> {
  const shown = await sql`
    update marks set hidden = false where reader_id = ${readerId} and hidden`.execute(tx);
  return Number(shown.numAffectedRows ?? 0);
}
