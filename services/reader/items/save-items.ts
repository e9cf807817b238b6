import type { Kysely } from 'kysely';
import type { ReaderContext } from '../context.ts';
import type { ParsedItem } from '../parse/parsed-feed.ts';
import { type Judged, judge } from '../rules/judge.ts';
import { tellOf } from '../rules/tell-of.ts';
import type { Schema } from '../schema.ts';
import { FIRST_UNREAD } from '../store/add-subscriptions.ts';
import { wantFullTexts } from '../store/full-texts.ts';
import { addItems, knownItems, type NewItem, renameItems, reviseItems } from '../store/items.ts';
import { joinItems } from '../store/join-items.ts';
import { lockAddresses, lockFeed, matchingItems } from '../store/matching-items.ts';
import { type RuleReader, ruleReaders } from '../store/rule-readers.ts';
import { type Hashed, hashItems } from './hash-items.ts';
import { prepareItems } from './prepare-items.ts';
import { type Sorted, sortItems } from './same-item.ts';

/** Characters of HTML that one statement carries at most, give or take an item. */
const BATCH = 1_000_000;

export interface Saved {
  readonly added: number;
  /** Publication of the newest item of the feed that was new or changed. */
  readonly newestAt: Date | undefined;
}

type SaveContext = Pick<ReaderContext, 'config' | 'db' | 'events' | 'saySoon'>;

/**
 * Keeps what is new or changed among a feed's items, all or nothing, and tells of the new ones; one query when nothing is.
 * An item that another feed brought already is noted as this feed's too. What its readers' rules say of the new ones is done with them.
 * Running it again changes nothing.
 */
export async function saveItems(
  ctx: SaveContext,
  feedId: number,
  items: readonly ParsedItem[],
  now: Date,
): Promise<Saved> {
  if (items.length === 0) return { added: 0, newestAt: undefined };
  const hashed = await hashItems(items);
  const keys = hashed.map(each => each.key);
  const changed = await prepareItems(hashed, await knownItems(ctx.db, feedId, keys), now);
  if (changed.length === 0) return { added: 0, newestAt: undefined };
  const { added, said } = await ctx.db.transaction().execute(tx => put(ctx, tx, feedId, hashed, changed));
  if (said) await ctx.saySoon();
  if (added > 0) ctx.events.emit('itemsAdded', { feedId: String(feedId), count: added });
  return { added, newestAt: new Date(Math.max(...changed.map(item => Date.parse(item.published_at)))) };
}

async function put(
  ctx: SaveContext,
  tx: Kysely<Schema>,
  feedId: number,
  hashed: readonly Hashed[],
  changed: readonly NewItem[],
): Promise<{ added: number; said: boolean }> {
  const feed = await lockFeed(tx, feedId);
  if (feed === 'gone') return { added: 0, said: false };
  const keys = changed.map(item => Buffer.from(item.key, 'hex'));
  const known = new Set((await knownItems(tx, feedId, keys)).map(item => item.key.toString('hex')));
  const revised = changed.filter(item => known.has(item.key));
  for (const batch of batches(revised)) await reviseItems(tx, feedId, batch);

  const { added, joined, renamed } = await sort(
    tx,
    feedId,
    changed.filter(item => !known.has(item.key)),
    new Set(hashed.map(each => each.key.toString('hex'))),
  );
  if (renamed.length > 0) await renameItems(tx, feedId, renamed);
  const readers = joined.length + added.length > 0 ? await ruleReaders(tx, feedId) : [];
  const judged: Judged[] = [];
  if (joined.length > 0) judged.push(await joinJudged(tx, feedId, joined, readers));
  let left = added.length;
  for (const batch of batches(added)) {
    left -= batch.length;
    const unread = feed === 'first' ? Math.max(0, Math.min(batch.length, FIRST_UNREAD - left)) : batch.length;
    const { verdicts, tellings } = await judge(readers, batch);
    const ids = await addItems(tx, feedId, batch, { verdicts, unread });
    judged.push({ verdicts, tellings: tellings.map(each => ({ ...each, item_id: ids[each.n] })) });
    if (unread > 0) await wantFullTexts(tx, feedId, ids.slice(-unread));
  }
  // What a feed has when somebody subscribes to it is no news.
  const said =
    feed === 'again' &&
    (await tellOf(
      ctx,
      tx,
      judged.flatMap(each => each.tellings),
    ));
  return { added: added.length, said };
}

/** Rules look at what another feed brought before only for people to whom it is new. */
async function joinJudged(
  tx: Kysely<Schema>,
  feedId: number,
  joined: Sorted['joined'],
  readers: readonly RuleReader[],
): Promise<Judged> {
  const { verdicts, tellings } = await judge(readers, joined);
  const anew = await joinItems(tx, feedId, joined, verdicts);
  const known = new Set(anew.map(each => `${each.reader_id} ${each.item_id}`));
  const told = tellings
    .map(each => ({ ...each, item_id: joined[each.n]!.item_id }))
    .filter(each => known.has(`${each.reader_id} ${each.item_id}`));
  return { verdicts, tellings: told };
}

async function sort(
  tx: Kysely<Schema>,
  feedId: number,
  items: readonly NewItem[],
  present: ReadonlySet<string>,
): Promise<Sorted> {
  const urls = items.map(item => item.url_key).filter(key => key !== null);
  const texts = items.map(item => item.text_key).filter(key => key !== null);
  if (urls.length + texts.length === 0) return { added: [...items], joined: [], renamed: [] };
  await lockAddresses(tx, urls);
  return sortItems(items, await matchingItems(tx, feedId, { urls, texts }), present);
}

function* batches(items: readonly NewItem[]): Generator<NewItem[]> {
  let batch: NewItem[] = [];
  let size = 0;
  for (const item of items) {
    batch.push(item);
    size += item.html.length + item.text.length;
    if (size < BATCH) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}
