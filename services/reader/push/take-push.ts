import { decodeText } from '../../../core/fetch/charset.ts';
import type { ReaderContext } from '../context.ts';
import { saveItems } from '../items/save-items.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { noteWords } from '../poll/note-words.ts';
import { type PushRow, pollSoon, recordPush } from '../store/pushes.ts';

type TakeContext = Pick<
  ReaderContext,
  'config' | 'db' | 'events' | 'log' | 'parse' | 'saySoon' | 'sweepSoon'
>;

/**
 * Keeps what a hub has sent, signed, as if it had been polled: the whole feed or what is new of it. What cannot be read (some
 * hubs send a mere sign) has the feed polled.
 */
export async function takePush(
  ctx: TakeContext,
  push: PushRow,
  content: { readonly body: Uint8Array; readonly type: string | undefined },
): Promise<void> {
  const startedAt = performance.now();
  let parsed: ParsedFeed;
  try {
    parsed = await ctx.parse(decodeText(content.body, content.type), push.topic);
  } catch {
    ctx.log.debug({ feed: push.feed_id }, 'What a hub sent is no feed: it is polled.');
    await pollSoon(ctx.db, push.feed_id);
    await ctx.sweepSoon();
    return;
  }
  const { added, newestAt } = await saveItems(ctx, push.feed_id, parsed.items, new Date());
  const words = noteWords('pushed', added);
  const ms = Math.round(performance.now() - startedAt);
  await recordPush(ctx.db, push.feed_id, { added, newestAt, words, bytes: content.body.length, ms });
}
