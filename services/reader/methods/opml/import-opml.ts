import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import type { OpmlFeed, OpmlOutline } from '../../opml/read-opml.ts';
import { type Added, addSubscriptions, type Refusal, refusalsOf } from '../../store/add-subscriptions.ts';
import { REFUSAL_WORDS } from '../feeds/subscribe.ts';

/** Feeds that one statement adds. */
const BATCH = 500;

export interface ImportProgress {
  done: number;
  total: number;
  /** Of the document, at which the outline begins. */
  line: number;
  url: string;
  outcome: 'added' | 'known' | 'invalid';
  message?: string;
}

/**
 * Subscribes a person to every feed of an OPML document that they do not read yet; new ones are polled afterwards. A feed that the document names in
 * several folders gets the tags of all. Doing it again changes nothing.
 */
export async function* importOpml(
  ctx: ReaderContext,
  input: { account: string; opml: string; public?: boolean | undefined },
  { signal }: CallContext,
): AsyncGenerator<ImportProgress> {
  const { readOpml } = await import('../../opml/read-opml.ts');
  const outlines = readOpml(input.opml);
  const feeds = mergeFeeds(outlines);
  const isPublic = input.public ?? ctx.config.public;
  let done = 0;
  try {
    for (let from = 0; from < outlines.length; from += BATCH) {
      signal?.throwIfAborted();
      const batch = outlines.slice(from, from + BATCH);
      const added = await addSubscriptions(ctx.db, input.account, takeFeeds(batch, feeds), isPublic);
      const refused = await refusalsOf(
        ctx.db,
        input.account,
        batch.map(({ url }) => url),
      );
      for (const outline of batch)
        yield { done: ++done, total: outlines.length, line: outline.line, ...tell(outline, added, refused) };
    }
  } finally {
    if (done > 0) await ctx.sweepSoon();
  }
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

/** The feeds of a batch that no earlier batch has added. */
function takeFeeds(batch: readonly OpmlOutline[], feeds: Map<string, OpmlFeed>): OpmlFeed[] {
  const taken: OpmlFeed[] = [];
  for (const { url } of batch) {
    const feed = feeds.get(url);
    if (feed) taken.push(feed);
    feeds.delete(url);
  }
  return taken;
}

function tell(
  outline: OpmlOutline,
  added: Map<string, Added>,
  refused: Map<string, Refusal>,
): Pick<ImportProgress, 'url' | 'outcome' | 'message'> {
  if (!('feed' in outline)) return { url: outline.url, outcome: 'invalid', message: outline.problem };
  const refusal = refused.get(outline.url);
  if (refusal) return { url: outline.url, outcome: 'invalid', message: REFUSAL_WORDS[refusal] };
  // Named again further down, it is known.
  const isNew = added.delete(outline.url);
  return { url: outline.url, outcome: isNew ? 'added' : 'known' };
}
