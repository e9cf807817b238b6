import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { me } from './readers.ts';

export interface ItemIds {
  readonly view: 'all' | 'unread' | 'starred';
  readonly feedId: number | undefined;
  readonly tag: string | undefined;
  readonly itemTag: string | undefined;
  readonly order: 'newest' | 'oldest';
  /** The id after which it goes on. */
  readonly after: number | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly without: 'read' | 'unread' | 'starred' | undefined;
  readonly limit: number;
}

const UNREAD = sql`select from unread u where u.item_id = i.id and u.reader_id = (select id from me)
  and u.epoch = (select epoch from me)`;
const STARRED = sql`select from marks m where m.item_id = i.id and m.reader_id = (select id from me)
  and m.starred_at is not null`;
const HIDDEN = sql`select from marks m where m.item_id = i.id and m.reader_id = (select id from me) and m.hidden`;

/** Ids of a person's items in the order in which they came. */
export async function selectItemIds(db: Kysely<Schema>, account: string, asked: ItemIds): Promise<number[]> {
  const conditions = [...bounds(asked), ...states(asked), sql`not exists (${HIDDEN})`];
  const way = asked.order === 'newest' ? sql`desc` : sql`asc`;
  const found = await sql<{ id: number }>`
    with ${me(account)} select i.id from ${tableOf(asked)} where ${sql.join(conditions, sql` and `)}
    order by i.id ${way} limit ${asked.limit}`.execute(db);
  return found.rows.map(row => row.id);
}

/** What is unread, starred or tagged is few of all; the table begins there. */
function tableOf({ view, without, itemTag }: ItemIds): RawBuilder<unknown> {
  const few =
    view === 'unread' || without === 'read'
      ? sql`select u.item_id from unread u where u.reader_id = (select id from me) and u.epoch = (select epoch from me)`
      : view === 'starred'
        ? sql`select m.item_id from marks m where m.reader_id = (select id from me) and m.starred_at is not null`
        : itemTag !== undefined
          ? sql`select m.item_id from marks m where m.reader_id = (select id from me)
              and m.tags @> array[${itemTag}]::text[]`
          : undefined;
  return few ? sql`(${few}) few join items i on i.id = few.item_id` : sql`items i`;
}

function bounds({ after, order, since, until }: ItemIds): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (after !== undefined) found.push(order === 'newest' ? sql`i.id < ${after}` : sql`i.id > ${after}`);
  if (since !== undefined) found.push(sql`i.seen_at >= ${since}::timestamptz`);
  if (until !== undefined) found.push(sql`i.seen_at < ${until}::timestamptz`);
  return found;
}

function states(asked: ItemIds): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  const { view, without, feedId, tag, itemTag } = asked;
  if (view === 'starred' && (without === 'read' || itemTag !== undefined))
    found.push(sql`exists (${STARRED})`);
  if (view !== 'unread' && without === 'unread') found.push(sql`not exists (${UNREAD})`);
  if (without === 'starred') found.push(sql`not exists (${STARRED})`);
  if (itemTag !== undefined)
    found.push(sql`exists (select from marks m where m.item_id = i.id and m.reader_id = (select id from me)
      and m.tags @> array[${itemTag}]::text[])`);
  const feed = feedId === undefined ? sql`` : sql`and sub.feed_id = ${feedId}`;
  const tagged = tag === undefined ? sql`` : sql`and ${tag} = any(sub.tags)`;
  const starredOnly = view === 'starred' && feedId === undefined && tag === undefined;
  if (!starredOnly && itemTag === undefined)
    found.push(sql`exists (select from sources s join subscriptions sub on sub.feed_id = s.feed_id
      and sub.reader_id = (select id from me) where s.item_id = i.id ${feed} ${tagged})`);
  return found;
}
