import { REFUSAL_WORDS } from '../methods/feeds/subscribe.ts';
import { type OpmlFeed, type OpmlOutline, readOpml } from '../opml/read-opml.ts';
import { type Added, addSubscriptions, type Refusal, refusalsOf } from '../store/add-subscriptions.ts';
import type { Batch } from './batch.ts';

/** Feeds that one statement adds. */
const BATCH = 500;

/** What came of an outline. */
export interface OpmlResult {
  /** Of the document, at which the outline begins. */
  readonly line: number;
  readonly url: string;
  readonly outcome: 'added' | 'known' | 'invalid';
  /** Why it is invalid, or what of it is not taken over. */
  readonly message?: string;
}

/**
 * Subscribes a person to every feed of an OPML document that they do not read yet. A feed that the document names in
 * several folders gets the tags of all. Throws `invalid` when it is no OPML.
 */
export function opmlBatches(opml: string, account: string, isPublic: boolean): Batch<OpmlResult>[] {
  const outlines = readOpml(opml);
  const feeds = mergeFeeds(outlines);
  const batches: Batch<OpmlResult>[] = [];
  for (let from = 0; from < outlines.length; from += BATCH) {
    const batch = outlines.slice(from, from + BATCH);
    const taken = takeFeeds(batch, feeds);
    batches.push({
      size: batch.length,
      async take(db) {
        const added = await addSubscriptions(db, account, taken, isPublic);
        const refused = await refusalsOf(
          db,
          account,
          batch.map(({ url }) => url),
        );
        return batch.map(outline => tell(outline, added, refused));
      },
    });
  }
  return batches;
}

/** Each address once, with the tags of all its outlines. */
function mergeFeeds(outlines: readonly OpmlOutline[]): Map<string, OpmlFeed> {
  const feeds = new Map<string, OpmlFeed>();
  for (const outline of outlines) {
    if (!('feed' in outline)) continue;
    const { feed } = outline;
    const known = feeds.get(feed.url);
    const tags = known ? [...new Set([...known.tags, ...feed.tags])].slice(0, 50) : feed.tags;
    feeds.set(feed.url, { ...(known ?? feed), tags });
  }
  return feeds;
}

/** The feeds of a batch that no earlier batch has. */
function takeFeeds(batch: readonly OpmlOutline[], feeds: Map<string, OpmlFeed>): OpmlFeed[] {
  const taken: OpmlFeed[] = [];
  for (const { url } of batch) {
    const feed = feeds.get(url);
    if (feed) taken.push(feed);
    feeds.delete(url);
  }
  return taken;
}

function tell(outline: OpmlOutline, added: Map<string, Added>, refused: Map<string, Refusal>): OpmlResult {
  const { line, url } = outline;
  if (!('feed' in outline)) return { line, url, outcome: 'invalid', message: outline.problem };
  const refusal = refused.get(url);
  if (refusal) return { line, url, outcome: 'invalid', message: REFUSAL_WORDS[refusal] };
  // Named again further down, it is known.
  const outcome = added.delete(url) ? 'added' : 'known';
  return { line, url, outcome, ...(outline.left !== undefined && { message: outline.left }) };
}
