import { type Kysely, sql } from 'kysely';
import type { SettledFeed } from '../../archive/settings.ts';
import { checkSelectors } from '../../articles/page-work.ts';
import { OWNER } from '../../contract/common.ts';
import type { Schema } from '../../schema.ts';
import { keepOptions, optionsOf } from '../../store/feed-options.ts';
import { keepReading, readingOf } from '../../store/feed-reading.ts';
import { me, viewerOf } from '../../store/readers.ts';
import { findByAddress } from '../../store/subscriptions.ts';
import { mayChangeReading } from '../articles/set-feed-reading.ts';

interface SettingsRow {
  readonly url: string;
  readonly full_text: boolean | null;
  readonly content: string | null;
  readonly remove: string | null;
  readonly user_agent: string | null;
}

/** How a person's feeds are read, and for the owner fetched, where that is not as for all. */
export async function feedSettings(db: Kysely<Schema>, account: string): Promise<SettledFeed[]> {
  const found = await sql<SettingsRow>`
    with ${me(account)}
    select f.url, r.full_text, r.content, r.remove, o.user_agent
    from subscriptions sub join feeds f on f.id = sub.feed_id
    left join feed_reading r on r.feed_id = f.id
    left join feed_options o on o.feed_id = f.id and ${account === OWNER}
    where sub.reader_id = (select id from me) and (r.feed_id is not null or o.user_agent is not null)
    order by f.url`.execute(db);
  return found.rows.map(({ url, full_text, content, remove, user_agent }) => ({
    url,
    ...(full_text === null
      ? {}
      : { reading: { fullText: full_text, content: content ?? undefined, remove: remove ?? undefined } }),
    userAgent: user_agent ?? undefined,
  }));
}

/** Has a feed of a person read and fetched so. Throws `forbidden` when others read it too, and `invalid` (`bad_selector`). */
export async function putFeedSettings(
  db: Kysely<Schema>,
  account: string,
  { url, reading, userAgent }: SettledFeed,
): Promise<'added' | 'known' | 'skipped'> {
  const feed = await findByAddress(db, viewerOf(account), [url]);
  if (!feed) return 'skipped';
  let changed = false;
  const before = await readingOf(db, feed.id);
  const wanted = {
    full_text: reading?.fullText ?? false,
    content: reading?.content || null,
    remove: reading?.remove || null,
  };
  if (reading && JSON.stringify(wanted) !== JSON.stringify(before)) {
    await mayChangeReading(db, account, feed.id);
    await checkSelectors({ content: reading.content, remove: reading.remove });
    await keepReading(db, feed.id, wanted);
    changed = true;
  }
  const options = userAgent === undefined || account !== OWNER ? undefined : await optionsOf(db, feed.id);
  if (options && userAgent !== undefined && options.user_agent !== userAgent) {
    await keepOptions(db, feed.id, { userAgent, sealed: options.sealed });
    changed = true;
  }
  return changed ? 'added' : 'known';
}
