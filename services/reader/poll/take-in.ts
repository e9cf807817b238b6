import { createHash } from 'node:crypto';
import type { FetchResult } from '../../../core/fetch/index.ts';
import { languageTag } from '../../../core/translate/index.ts';
import { saveItems } from '../items/save-items.ts';
import type { ParsedFeed } from '../parse/parsed-feed.ts';
import { hubLinks } from '../push/hub-links.ts';
import type { PollRow } from '../store/due.ts';
import { followMove } from './follow-move.ts';
import { answered, type Polled } from './outcome.ts';
import type { PollContext } from './poll-feed.ts';
import { rhythmOf } from './rhythm.ts';

/** What fits the column. */
const MOST_SECONDS = 2_000_000_000;

/** Characters of what a feed says of itself. */
const LONGEST_DESCRIPTION = 500;
/** Characters of a language tag (RFC 5646, 4.4.1). */
const LONGEST_LANGUAGE = 35;

type Taken = Omit<FetchResult, 'text'>;

/**
 * Keeps the items of an answer that was read, and follows the feed to where it has moved for good. The validators are noted
 * only after this, so that a kill in between means reading the same answer again and never losing it.
 */
export async function takeIn(
  ctx: PollContext,
  feed: PollRow,
  answer: Taken,
  parsed: ParsedFeed,
): Promise<Polled> {
  const now = new Date();
  const { added, newestAt } = await saveItems(ctx, feed.id, parsed.items, now);
  const newest = newestAt && (!feed.newest_at || newestAt > feed.newest_at) ? newestAt : feed.newest_at;
  const move = await followMove(ctx, feed, answer);
  await ctx.hubs.note(feed, hubLinks(answer, parsed));
  const wishes = {
    rest_seconds: Math.min(parsed.restSeconds ?? 0, MOST_SECONDS),
    skip_hours: [...parsed.skipHours],
    skip_days: [...parsed.skipDays],
    rhythm_seconds: rhythmSeconds(parsed, now) ?? feed.rhythm_seconds,
  };
  return {
    outcome: added > 0 ? 'new_items' : 'nothing_new',
    added,
    record: {
      ...answered(ctx, { ...feed, ...wishes, newest_at: newest, etag: null, last_modified: null }, answer, {
        added,
        move,
        now,
      }),
      ...wishes,
      body_hash: createHash('sha256').update(answer.body).digest('hex'),
      newest_at: newest?.toISOString() ?? null,
      title: parsed.title || null,
      site_url: parsed.siteUrl ?? null,
      description: parsed.description?.slice(0, LONGEST_DESCRIPTION).toWellFormed() ?? null,
      language: languageTag(parsed.language?.slice(0, LONGEST_LANGUAGE) ?? '') ?? null,
      icon_url: parsed.icon ?? null,
      funding: parsed.funding,
      problem: parsed.damage ?? null,
    },
  };
}

function rhythmSeconds(parsed: ParsedFeed, now: Date): number | undefined {
  const rhythm = rhythmOf(
    parsed.items.map(item => item.publishedAt),
    now,
  );
  return rhythm && Math.min(rhythm, MOST_SECONDS);
}
