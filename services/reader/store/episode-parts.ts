import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

export type Part = 'chapters' | 'transcript';

/** Where a part of an episode is to be had, with what is kept of it, and how its feed is fetched. */
export interface PartRow {
  readonly item_id: number;
  /** Undefined in what is kept, of an item that has none. */
  readonly url: string | null;
  readonly content: unknown;
  readonly problem: string | null;
  /** Seconds since it was read from there; null when it never was. */
  readonly age: number | null;
  readonly feed_id: number;
  readonly feed_url: string;
  readonly user_agent: string | null;
  readonly sealed: Buffer | null;
}

export async function partRow(db: Kysely<Schema>, itemId: number, part: Part): Promise<PartRow | undefined> {
  const url = part === 'chapters' ? sql`i.chapters_url` : sql`i.transcript_url`;
  const { rows } = await sql<PartRow>`
    select i.id as item_id, ${url} as url, p.content, p.problem,
      extract(epoch from now() - p.fetched_at)::float8 as age,
      f.id as feed_id, f.url as feed_url, o.user_agent, o.sealed
    from items i
    join feeds f on f.id = i.feed_id
    left join feed_options o on o.feed_id = f.id
    left join episode_parts p on p.item_id = i.id and p.part = ${part} and p.url = ${url}
    where i.id = ${itemId}`.execute(db);
  return rows[0];
}

/** Keeps what was read of a part; without content, why there is none, and what was read from the same place before stays. */
export async function keepPart(
  db: Kysely<Schema>,
  { item_id, url }: PartRow,
  part: Part,
  { content, problem }: { content?: unknown; problem?: string },
): Promise<void> {
  const json = content === undefined ? null : JSON.stringify(content);
  await sql`
    insert into episode_parts as kept (item_id, part, url, content, problem)
    select id, ${part}, ${url}, ${json}::jsonb, ${problem ?? null} from items where id = ${item_id}
    on conflict (item_id, part) do update set url = excluded.url, problem = excluded.problem, fetched_at = now(),
      content = case when excluded.content is null and kept.url = excluded.url then kept.content else excluded.content end`.execute(
    db,
  );
}
