import { type Kysely, sql } from 'kysely';
import type { Enclosure } from '../contract/items.ts';
import type { Schema } from '../schema.ts';

/** Seconds, by the address of a file. */
export type Positions = Readonly<Record<string, number>>;

/**
 * Keeps at which second a person stopped listening to a file of an item, or to its first that plays; at the beginning there is
 * nothing to keep. A file that the item does not have has no position, and one that it no longer has loses it.
 */
export async function putPosition(
  tx: Kysely<Schema>,
  readerId: number,
  itemId: number,
  { file, seconds }: { file: string | undefined; seconds: number },
): Promise<void> {
  await sql`
    insert into marks as m (reader_id, item_id, positions)
    select ${readerId}::integer, i.id, jsonb_build_object(f.url, ${seconds}::real)
    from items i cross join lateral (
      select e.file->>'url' as url from jsonb_array_elements(i.enclosures) with ordinality as e(file, n)
      where e.file->>'medium' in ('audio', 'video') and e.file->>'url' = coalesce(${file ?? null}, e.file->>'url')
      order by e.n limit 1
    ) f
    where i.id = ${itemId}
    on conflict (reader_id, item_id) do update set positions = (
      select jsonb_object_agg(p.key, p.value) from jsonb_each(coalesce(m.positions, '{}') || excluded.positions) p
      where p.value <> '0' and exists (
        select from items i cross join jsonb_array_elements(i.enclosures) e
        where i.id = m.item_id and e->>'url' = p.key))`.execute(tx);
}

/** The files with where the person stopped; in an item with one that plays, also when its address is another now. */
export function withPositions(files: readonly Enclosure[], positions: Positions | null): Enclosure[] {
  if (positions === null) return [...files];
  const alone = files.filter(plays).length === 1 ? Object.values(positions)[0] : undefined;
  return files.map(file => {
    const position = plays(file) ? (positions[file.url] ?? alone) : undefined;
    return position ? { ...file, position } : file;
  });
}

function plays({ medium }: Enclosure): boolean {
  return medium === 'audio' || medium === 'video';
}
