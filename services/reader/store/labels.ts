import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { me } from './readers.ts';

export interface Label {
  readonly tag: string;
  /** Whether it is on feeds, or only on items. */
  readonly ofFeeds: boolean;
}

/** The tags that a person has given, by name. */
export async function listLabels(db: Kysely<Schema>, account: string): Promise<Label[]> {
  const found = await sql<Label>`
    with ${me(account)}
    select tag, bool_or(feeds) as "ofFeeds" from (
      select unnest(tags) as tag, true as feeds from subscriptions where reader_id = (select id from me)
      union all
      select unnest(tags), false from marks where reader_id = (select id from me) and tags <> '{}'
    ) l group by tag order by lower(tag), tag`.execute(db);
  return found.rows;
}

/** The tags that a person has given to items, by name. */
export async function listItemTags(db: Kysely<Schema>, account: string): Promise<string[]> {
  const found = await sql<{ tag: string }>`
    with ${me(account)}
    select tag from (
      select distinct unnest(tags) as tag from marks where reader_id = (select id from me) and tags <> '{}'
    ) l order by lower(tag), tag`.execute(db);
  return found.rows.map(({ tag }) => tag);
}

/** Whether any feed or item of a person has a tag. */
export async function hasLabel(db: Kysely<Schema>, account: string, tag: string): Promise<boolean> {
  const found = await sql<{ has: boolean }>`
    with ${me(account)}
    select exists (select from subscriptions where reader_id = (select id from me) and ${tag} = any(tags))
      or exists (select from marks where reader_id = (select id from me) and tags @> array[${tag}]::text[]) as has`.execute(
    db,
  );
  return found.rows[0]!.has;
}
