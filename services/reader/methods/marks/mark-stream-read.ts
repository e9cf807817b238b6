import { type RawBuilder, sql } from 'kysely';
import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { makeAllRead, makePartRead } from '../../store/mark-read.ts';
import { lockReader } from '../../store/readers.ts';

export interface MarkStreamInput {
  readonly account: string;
  readonly feedId?: string | undefined;
  readonly tag?: string | undefined;
  readonly upTo?: string | undefined;
  readonly publishedBefore?: string | undefined;
  readonly seenBefore?: string | undefined;
}

/** Makes a feed, all feeds with a tag, or everything read, as far as the person has seen it. */
export async function markStreamRead(
  ctx: Pick<ReaderContext, 'db'>,
  input: MarkStreamInput,
): Promise<{ changed: number; undo?: string | undefined }> {
  return await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, input.account);
    const conditions = conditionsOf(input, reader.id);
    const upTo = input.upTo === undefined ? undefined : (toId(input.upTo) ?? 0);
    if (conditions.length === 0) return await makeAllRead(tx, reader, upTo);
    if (upTo !== undefined) conditions.push(sql`u.item_id <= ${upTo}`);
    return await makePartRead(tx, reader, sql.join(conditions, sql` and `));
  });
}

function conditionsOf(
  { feedId, tag, publishedBefore, seenBefore }: MarkStreamInput,
  readerId: number,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  // What another feed brought too is read with this one.
  const ofFeeds = (which: RawBuilder<unknown>) => sql`u.item_id in (
    select s.item_id from subscriptions sub join sources s on s.feed_id = sub.feed_id
    where sub.reader_id = ${readerId} and ${which})`;
  if (feedId !== undefined) conditions.push(ofFeeds(sql`sub.feed_id = ${toId(feedId) ?? 0}`));
  if (tag !== undefined) conditions.push(ofFeeds(sql`${tag} = any(sub.tags)`));
  if (publishedBefore !== undefined) conditions.push(sql`u.published_at < ${publishedBefore}::timestamptz`);
  if (seenBefore !== undefined)
    conditions.push(
      sql`u.item_id <= coalesce((
        select id from items where seen_at < ${seenBefore}::timestamptz order by seen_at desc, id desc limit 1), 0)`,
    );
  return conditions;
}
