import { type Kysely, sql, type Transaction } from 'kysely';
import type { PostInput } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

export interface DeletedPost {
  id: string;
  input: PostInput;
  properties: Record<string, unknown[]>;
}

/** Keeps a post as it is now, with its properties and the responses under it. */
export async function keepDeleted(
  db: Kysely<Schema>,
  id: string,
  slug: string,
  input: PostInput,
): Promise<void> {
  await sql`
    insert into deleted_post (id, slug, input, properties, responses)
    values (${id}, ${slug}, ${JSON.stringify(input)},
      coalesce((select properties from post_property where post_id = ${id}), '{}'),
      coalesce((select jsonb_agg(to_jsonb(response) order by created_at) from response where post_id = ${id}), '[]'))
    on conflict (id) do update set slug = excluded.slug, input = excluded.input,
      properties = excluded.properties, responses = excluded.responses, deleted_at = now()`.execute(db);
}

/** The post that was deleted last under a slug. */
export async function findDeleted(db: Kysely<Schema>, slug: string): Promise<DeletedPost | undefined> {
  const row = await db
    .selectFrom('deleted_post')
    .select(['id', 'input', 'properties'])
    .where('slug', '=', slug)
    .orderBy('deleted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      input: row.input as PostInput,
      properties: row.properties as DeletedPost['properties'],
    }
  );
}

/** Puts the responses back that stood under a post when it was deleted. Columns that are made from others make themselves. */
export async function restoreResponses(trx: Transaction<Schema>, id: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = 'response' and is_generated = 'NEVER'`.execute(
    trx,
  );
  const columns = sql.join(rows.map(row => sql.ref(row.name)));
  await sql`
    insert into response (${columns})
    select ${columns} from jsonb_populate_recordset(null::response, (select responses from deleted_post where id = ${id}))`.execute(
    trx,
  );
}

export async function forgetDeleted(trx: Transaction<Schema>, id: string): Promise<void> {
  await trx.deleteFrom('deleted_post').where('id', '=', id).execute();
}
