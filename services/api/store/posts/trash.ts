import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { PostInput } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';

/** Days that a deleted post is kept. */
export const KEPT_DAYS = 30;

/** The tables whose rows go with a post, in the order in which they come back. */
const ROWS = [
  {
    table: 'response',
    optional: ['account_id:account', 'commenter_id:commenter', 'subscriber_id:subscriber'],
  },
  { table: 'post_property', optional: [] },
  { table: 'post_revision', optional: ['account_id:account'] },
  { table: 'old_slug', optional: [] },
  { table: 'working_copy', optional: [], needed: 'account_id:account' },
  { table: 'closed_thread', optional: [] },
  { table: 'feedback', optional: [] },
  { table: 'mention', optional: ['response_id:response'] },
  { table: 'decision', optional: ['account_id:account'], needed: 'response_id:response' },
] as const;
type Kept = (typeof ROWS)[number];

/** Keeps a post as it is now with all that goes with it, in the transaction that deletes it. */
export async function keepDeleted(
  trx: Transaction<Schema>,
  post: { id: string; slug: string; input: PostInput },
  by: string | undefined,
): Promise<void> {
  const { id, slug, input } = post;
  const rows = ROWS.map(({ table }) => sql`${sql.lit(table)}::text, (${rowsOf(table, id)})`);
  await sql`
    insert into deleted_post (id, slug, input, properties, responses, more, account_id)
    values (${id}::uuid, ${slug}, ${JSON.stringify(input)}, '{}', '[]',
      jsonb_build_object('post', (select to_jsonb(own) from
        (select version, changed_at, changed_by, source, source_hash from post where id = ${id}::uuid) own), ${sql.join(rows)}),
      (select id from account where id::text = ${by ?? null}))
    on conflict (id) do update set slug = excluded.slug, input = excluded.input, properties = excluded.properties,
      responses = excluded.responses, more = excluded.more, account_id = excluded.account_id, deleted_at = now()`.execute(
    trx,
  );
}

function rowsOf(table: Kept['table'], post: string): RawBuilder<unknown> {
  const one = sql.table(table);
  return table === 'decision'
    ? sql`select coalesce(jsonb_agg(to_jsonb(decision) order by decision.id), '[]') from decision
        join response on response.id = decision.response_id where response.post_id = ${post}::uuid`
    : sql`select coalesce(jsonb_agg(to_jsonb(${one})), '[]') from ${one} where post_id = ${post}::uuid`;
}

export interface DeletedPost {
  id: string;
  slug: string;
  input: PostInput;
  /** What the post's row had beside its fields; absent where a Croft before this one deleted it. */
  own?: {
    version: number;
    changed_at: string;
    changed_by: string | null;
    source: string | null;
    source_hash: string | null;
  };
}

/** The post that was deleted last under a slug. */
export async function findDeleted(db: Kysely<Schema>, slug: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('deleted_post')
    .select('id')
    .where('slug', '=', slug)
    .orderBy('deleted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** A deleted post, all but the rows that go with it. */
export async function readDeleted(db: Kysely<Schema>, id: string): Promise<DeletedPost | undefined> {
  const { rows } = await sql<{ id: string; slug: string; input: PostInput; own: DeletedPost['own'] | null }>`
    select id, slug, input, more->'post' as own from deleted_post where id::text = ${id}`.execute(db);
  const [row] = rows;
  return row && { id: row.id, slug: row.slug, input: row.input, ...(row.own ? { own: row.own } : {}) };
}

/** Puts the rows back that went with a post. What they refer to may be gone: then they refer to nothing, or stay away. */
export async function restoreRows(trx: Transaction<Schema>, id: string): Promise<void> {
  await sql`update deleted_post set more = jsonb_build_object('response', responses, 'post_property',
      case when properties = '{}' then '[]' else jsonb_build_array(jsonb_build_object('post_id', id, 'properties', properties)) end) || more
    where id = ${id}::uuid`.execute(trx);
  for (const kept of ROWS) await restoreTable(trx, id, kept);
}

async function restoreTable(trx: Transaction<Schema>, id: string, kept: Kept): Promise<void> {
  const rows = sql`(select more->${sql.lit(kept.table)} from deleted_post where id = ${id}::uuid)`;
  // Columns that were there when it was deleted and are there by now; those that are made from others make themselves.
  const columns = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${kept.table} and is_generated = 'NEVER' and is_identity = 'NO'
      and column_name in (select jsonb_object_keys(one) from jsonb_array_elements(${rows}) one)`.execute(trx);
  if (columns.rows.length === 0) return;
  const refers = new Map(kept.optional.map(pair => pair.split(':') as [string, string]));
  const values = columns.rows.map(({ name }) => {
    const to = refers.get(name);
    const value = sql.ref(`one.${name}`);
    return to === undefined
      ? value
      : sql`case when exists (select from ${sql.table(to)} other where other.id = ${value}) then ${value} end`;
  });
  const [column, to] = 'needed' in kept ? kept.needed.split(':') : [];
  const where = column
    ? sql`where exists (select from ${sql.table(to!)} other where other.id = ${sql.ref(`one.${column}`)})`
    : sql``;
  await sql`
    insert into ${sql.table(kept.table)} (${sql.join(columns.rows.map(({ name }) => sql.ref(name)))})
    select ${sql.join(values)} from jsonb_populate_recordset(null::${sql.table(kept.table)}, ${rows}) one ${where}
    on conflict do nothing`.execute(trx);
}

/** False when it was not there. */
export async function forgetDeleted(trx: Transaction<Schema>, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('deleted_post').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export interface DeletedRow {
  id: string;
  slug: string;
  kind: string;
  status: string;
  title: string;
  /** The beginning of its text. */
  text: string;
  responses: number;
  by: string | null;
  deleted_at: Date;
}

/** Deleted posts, the last one first: carried by `deleted_post_newest`. */
export async function listDeleted(
  db: Kysely<Schema>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Cut<DeletedRow>> {
  const place = cursor === undefined ? undefined : readCursor(cursor);
  const { rows } = await sql<DeletedRow>`
    select deleted_post.id, slug, coalesce(input->>'kind', 'article') as kind, coalesce(input->>'status', 'draft') as status,
      coalesce(input->>'title', '') as title, left(input->>'markdown', 300) as text,
      jsonb_array_length(coalesce(more->'response', responses)) as responses, account.name as by, deleted_at
    from deleted_post left join account on account.id = deleted_post.account_id
    ${place === undefined ? sql`` : sql`where (deleted_at, deleted_post.id) < (${place.at}, ${place.id}::uuid)`}
    order by deleted_at desc, deleted_post.id desc limit ${limit + 1}`.execute(db);
  return cutPage(rows, limit, row => ({ at: row.deleted_at, id: row.id }));
}
