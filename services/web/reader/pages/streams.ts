import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../../core/html/html.ts';
import type { Feed } from '../../../reader/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { readWithin, withinStream } from '../search.ts';
import { countsOf, isReadable, type ReaderStream, streamPath } from '../stream.ts';
import { entryList } from '../views/entry.ts';
import type { Notices } from '../views/notices.ts';
import { streamView } from '../views/stream.ts';
import { feedsOf, findFeed } from './subscriptions.ts';

/** A multiple of 2, 3 and 4, so that no row of cards has a gap. */
const ON_A_PAGE = 48;

/** Notices above the items. */
const NOTICES = 5;

const Query = z.object({
  after: z.string().max(200).optional().catch(undefined),
  of: z.literal('items').optional().catch(undefined),
  q: z.string().trim().max(200).catch('').default(''),
});

/** `GET /reader`: everything. */
export function riverPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const told = request.wantsHtml
    ? web.reader.listNotices({ account, limit: NOTICES }, request.call)
    : undefined;
  return show(asked, () => ({}), told);
}

/** `GET /reader/starred`. */
export function starredPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  return show(asked, () => ({ starred: true }));
}

/** `GET /reader/saved`: pages that were saved, the last first. */
export function savedPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  return show(asked, () => ({ saved: true }));
}

/** `GET /reader/feed/ID`. */
export function feedPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  return show(asked, feeds => ({ feed: findFeed(asked, feeds) }));
}

/** `GET /reader/tag/TAG`: of feeds with the tag; with `of=items`, of items that have it themselves. */
export function tagPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { tag } = asked.request.params as { tag: string };
  const { of } = Query.parse(asked.request.query);
  return show(asked, () => (of === 'items' ? { itemTag: tag } : { tag }));
}

/** `GET /reader/search?q=`: in all that came in, or in the part that the address names. */
export function searchPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { query } = asked.request;
  return show(asked, feeds => ({ query: Query.parse(query).q, within: readWithin(query, feeds) }));
}

/** A page of a list: whole for a browser, and for a script what is to be added to the list. */
async function show(
  asked: ReaderRequest,
  which: (feeds: readonly Feed[]) => ReaderStream,
  told?: Promise<Notices>,
): Promise<Html | FastifyReply> {
  const { web, request, reply, account, prefs } = asked;
  const { after } = Query.parse(request.query);
  const feeds = await feedsOf(asked);
  const stream = which(feeds);
  const wanted = { feedId: stream.feed?.id, tag: stream.tag, itemTag: stream.itemTag };
  const [{ items, next: cursor }, newest, notices] = await Promise.all([
    list(asked, stream, wanted, after),
    isReadable(stream) && request.wantsHtml
      ? web.reader.listItemIds({ account, ...wanted, limit: 1 }, request.call)
      : undefined,
    told,
  ]);
  const { view, order } = prefs;
  const kept = isReadable(stream) ? { view, order } : {};
  const next = cursor && streamPath(stream, { ...kept, after: cursor });
  if (!request.wantsHtml)
    return reply.send({ html: entryList(items, asked).text, next, counts: countsOf(feeds) });
  return streamView(asked, {
    stream,
    feeds,
    items,
    next,
    newest: newest?.ids[0],
    first: after === undefined,
    notices,
  });
}

async function list(
  { web, request, account, prefs }: ReaderRequest,
  stream: ReaderStream,
  wanted: { feedId: string | undefined; tag: string | undefined; itemTag: string | undefined },
  cursor: string | undefined,
) {
  const { call } = request;
  const page = { account, limit: ON_A_PAGE, cursor, images: 'proxied' as const };
  if (stream.query === '') return { items: [] };
  if (stream.query !== undefined) {
    const part = withinStream(stream.within ?? {});
    return web.reader.searchItems({ ...page, ...part, query: stream.query }, call);
  }
  if (stream.starred) return web.reader.listItems({ ...page, view: 'starred' }, call);
  if (stream.saved) return web.reader.listItems({ ...page, view: 'saved' }, call);
  if (!isReadable(stream)) return web.reader.listItems({ ...page, ...wanted }, call);
  return web.reader.listItems({ ...page, ...wanted, view: prefs.view, order: prefs.order }, call);
}
