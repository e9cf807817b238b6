import type { Kysely } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import { checkSelectors } from '../../articles/page-work.ts';
import type { ReaderContext } from '../../context.ts';
import type { FeedReading } from '../../contract/articles.ts';
import { OWNER } from '../../contract/common.ts';
import type { Schema } from '../../schema.ts';
import { countReaders, keepReading, type ReadingRow, readingOf } from '../../store/feed-reading.ts';
import { viewerOf } from '../../store/readers.ts';
import { getFeed } from '../../store/subscriptions.ts';

type Context = Pick<ReaderContext, 'db' | 'articlesSoon'>;

export interface ReadingChanges {
  readonly account: string;
  readonly id: string;
  readonly fullText?: boolean | undefined;
  readonly content?: string | null | undefined;
  readonly remove?: string | null | undefined;
}

/** Throws `not_found`. */
export async function getFeedReading(
  ctx: Pick<ReaderContext, 'db'>,
  { account, id }: { account: string; id: string },
): Promise<{ reading: FeedReading }> {
  const feed = await getFeed(ctx.db, viewerOf(account), id);
  return { reading: toReading(await readingOf(ctx.db, feed.id)) };
}

/** Throws `not_found`, `forbidden` when others read the feed too, and `invalid` (`bad_selector`). */
export async function setFeedReading(
  ctx: Context,
  { account, id, fullText, content, remove }: ReadingChanges,
): Promise<{ reading: FeedReading }> {
  const feed = await getFeed(ctx.db, viewerOf(account), id);
  await mayChangeReading(ctx.db, account, feed.id);
  await checkSelectors({ content: content ?? undefined, remove: remove ?? undefined });
  const before = await readingOf(ctx.db, feed.id);
  const reading: ReadingRow = {
    full_text: fullText ?? before.full_text,
    content: changed(content, before.content),
    remove: changed(remove, before.remove),
  };
  await keepReading(ctx.db, feed.id, reading);
  await ctx.articlesSoon();
  return { reading: toReading(reading) };
}

/** Throws `forbidden` for anybody but the owner when others read the feed too. */
export async function mayChangeReading(db: Kysely<Schema>, account: string, feedId: number): Promise<void> {
  if (account === OWNER || (await countReaders(db, feedId)) <= 1) return;
  throw new AppError(
    'forbidden',
    'Others read this feed too, and it would be so for them: only the owner of this site can change it.',
  );
}

function changed(given: string | null | undefined, before: string | null): string | null {
  return given === undefined ? before : given || null;
}

function toReading({ full_text, content, remove }: ReadingRow): FeedReading {
  return { fullText: full_text, content: content ?? undefined, remove: remove ?? undefined };
}
