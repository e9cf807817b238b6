import type { Transaction } from 'kysely';
import { excerpt } from '../../../core/html/text.ts';
import type { ApiContext } from '../context.ts';
import type { Schema } from '../schema.ts';
import { verdictOn, wasApproved } from '../store/mentions/domains.ts';
import { type Look, lockMention, settleMention } from '../store/mentions/mentions.ts';
import { type Before, dropFromSource, findFromSource, saveFromSource } from '../store/mentions/responses.ts';
import { addEvent } from '../store/outbox.ts';
import { changing } from '../store/revision.ts';
import { meetBlocks } from '../store/thread/blocks.ts';
import { tellOwner } from '../store/thread/letters.ts';
import { tellShown } from '../store/thread/tell-shown.ts';
import { linksIn } from '../thread/comment-markdown.ts';
import { domainOf } from './addresses.ts';
import { keepAvatar } from './avatar.ts';
import type { Mention } from './read-entry.ts';
import { vouchesFor } from './read-source.ts';

/** Stores a mention whose link was found, in the queue or on the page, and tells of it. */
export async function takeIn(ctx: ApiContext, row: Look, mention: Mention): Promise<void> {
  const photoSource = mention.author.photo ?? null;
  const kept = row.photo_source !== null && row.photo_source === photoSource;
  const photo = kept || photoSource === null ? undefined : await keepAvatar(ctx, photoSource);
  const name = nameOf(mention, row.host);
  const reasons = await meetBlocks(ctx.db, {
    texts: [name, mention.text],
    links: [row.source, ...(mention.author.url ? [mention.author.url] : []), ...linksIn(mention.html)],
  });
  const held = reasons.length > 0;
  const status = held ? 'spam' : (await isTrusted(ctx, row, mention)) ? 'approved' : 'pending';
  const post = row.post_id;
  await changing(ctx, async trx => {
    // The mention before its response, as in `turnAway`: two who look at once wait for one another and not in a circle.
    const now = await lockMention(trx, row);
    if (now === undefined) return { result: undefined, visible: false };
    if (post === null) {
      await settleMention(trx, row, { state: 'linked', reason: null });
      return { result: undefined, visible: false };
    }
    const before = await findFromSource(trx, row.source, post);
    const revive = before?.status === 'deleted' && now.state === 'gone';
    if (before?.status === 'deleted' && !revive) {
      // What the owner deleted says nothing here any more, whatever its source says by now.
      await settleMention(trx, row, { state: 'linked', reason: null, response: before.id });
      return { result: undefined, visible: false };
    }
    const saved = await saveFromSource(trx, {
      post,
      origin: row.origin as 'webmention' | 'pingback',
      source: row.source,
      target: row.target,
      name,
      photo: photoSource === null ? null : kept ? (before?.author_photo ?? null) : (photo ?? null),
      verified: isOwnSite(row, mention),
      status,
      reasons,
      // As a comment that is changed: a decision on what it said before is none on what it says now.
      redecide: held && before !== undefined && saysOther(before, name, mention),
      revive,
      mention,
    });
    await settleMention(trx, row, { state: 'linked', reason: null, response: saved.id, photoSource });
    const isNew = (!before || revive) && !held;
    if (isNew) await tellOwner(trx);
    if (isNew) await addEvent(trx, 'mention.received', { response: saved.id, post });
    await tellShown(trx, [{ id: saved.id, was: before?.status, becomes: saved.status }]);
    return { result: undefined, visible: saved.status === 'approved' || before?.status === 'approved' };
  });
}

/** Notes that a source has no link here, and takes away what it once said. */
export async function turnAway(
  ctx: ApiContext,
  row: Look,
  state: 'refused' | 'gone',
  reason: string,
): Promise<void> {
  await changing(ctx, async (trx: Transaction<Schema>) => {
    // Two who look at the same source at once take it away once, and the second finds it gone.
    const now = await lockMention(trx, row);
    if (now === undefined) return { result: undefined, visible: false };
    const { response_id: response } = now;
    const was = response === null ? undefined : await dropFromSource(trx, response);
    // What was taken away because of its source may come back with it; what the owner deleted may not.
    await settleMention(trx, row, {
      state: was === undefined && now.state !== 'gone' ? state : 'gone',
      reason,
    });
    if (response !== null && was !== undefined)
      await tellShown(trx, [{ id: response, was, becomes: 'deleted' }]);
    return { result: undefined, visible: was === 'approved' };
  });
}

/**
 * Whether it is shown without waiting: the owner allows the domain, its author has a site on that very domain of which a
 * mention was approved before, or a page of such a domain vouches for it.
 */
async function isTrusted(ctx: ApiContext, row: Look, mention: Mention): Promise<boolean> {
  const verdict = await verdictOn(ctx.db, row.host);
  if (verdict !== undefined) return verdict === 'allow';
  // A host of many people, such as a bridge, does not earn trust by one of them.
  if (isOwnSite(row, mention) && (await wasApproved(ctx.db, row.host))) return true;
  if (row.vouch === null) return false;
  const voucher = domainOf(row.vouch);
  const known = (await verdictOn(ctx.db, voucher)) === 'allow' || (await wasApproved(ctx.db, voucher));
  return known && voucher !== row.host && vouchesFor(ctx, row.vouch, row.host);
}

function isOwnSite(row: Look, { author }: Mention): boolean {
  return author.url !== undefined && domainOf(author.url) === row.host;
}

/** Whether a source says something else by now, or somebody else does. */
function saysOther(before: Before, name: string, { text, author }: Mention): boolean {
  return before.text !== text || before.author_name !== name || before.author_url !== (author.url ?? null);
}

/** The author's name on one line, without characters that do not show or that turn the direction of what follows. */
function nameOf({ author }: Mention, host: string): string {
  return excerpt((author.name ?? '').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]+/gu, ' '), 100) || host;
}
