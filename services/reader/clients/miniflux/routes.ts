import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ReaderContext } from '../../context.ts';
import { MINIFLUX_PATHS } from '../../contract/client-paths.ts';
import { discover } from '../../discover/discover.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { pollNow } from '../../methods/feeds/poll-now.ts';
import { unsubscribe } from '../../methods/feeds/unsubscribe.ts';
import { markStreamRead } from '../../methods/marks/mark-stream-read.ts';
import { exportOpml } from '../../methods/opml/export-opml.ts';
import type { SignedIn } from '../../store/app-passwords.ts';
import { viewerOf } from '../../store/readers.ts';
import { getFeed } from '../../store/subscriptions.ts';
import { importOpmlText } from '../import-opml-text.ts';
import { bodyText, queryOf, takeAnyBody } from '../read-body.ts';
import type { SignIn } from '../sign-in.ts';
import { numberTags } from '../tag-numbers.ts';
import { callerOf } from './caller.ts';
import { changeCategory, feedsOfCategory, listCategories, markCategoryRead } from './categories.ts';
import { fetchContent, getEntry, listEntries, setProgress, setStatus, toggleBookmark } from './entries.ts';
import { answerMinifluxErrors } from './errors.ts';
import { changeFeed, createFeed, textOf } from './feeds.ts';
import { getIcon } from './icons.ts';
import { writeFeed } from './write.ts';

interface Asked {
  readonly caller: SignedIn;
  readonly account: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Of the route's parameters, the number `id` as it is written. */
  readonly id: string;
  readonly signal: AbortSignal;
}

/** What apps for Miniflux use of its API (https://miniflux.app/docs/api.html). */
export function minifluxRoutes(http: Http, ctx: ReaderContext, signIn: SignIn): void {
  answerMinifluxErrors(http, ctx);
  takeAnyBody(http);
  for (const base of MINIFLUX_PATHS) addRoutes(http, ctx, signIn, base);
}

function addRoutes(http: Http, ctx: ReaderContext, signIn: SignIn, base: string): void {
  const on = (method: HTTPMethods, path: string, answer: (asked: Asked) => unknown, status = 200) =>
    http.route({
      method,
      url: `${base}/${path}`,
      schema: { hide: true },
      bodyLimit: path === 'import' ? 20_000_000 : 4_000_000,
      handler: async (request, reply) => {
        const caller = await callerOf(signIn, request);
        reply.code(status).header('cache-control', 'private, no-store');
        const answered = await answer({
          caller,
          account: caller.account,
          request,
          reply,
          id: (request.params as { id?: string }).id ?? '',
          signal: signalOf(request),
        });
        return answered ?? (await reply.send(null));
      },
    });

  on('GET', 'me', ({ caller }) => writeUser(caller));
  on('GET', 'version', () => ({ version: '2.2.0' }));

  on('GET', 'feeds', async ({ caller, account }) => {
    const { feeds } = await listFeeds(ctx, { account });
    return feeds.map(feed => writeFeed(feed, numberTags(feeds), caller.readerId));
  });
  on(
    'POST',
    'feeds',
    ({ account, request, signal }) => createFeed(ctx, account, jsonOf(request), signal),
    201,
  );
  on('GET', 'feeds/counters', async ({ account }) => {
    const { feeds } = await listFeeds(ctx, { account });
    return { reads: {}, unreads: Object.fromEntries(feeds.map(feed => [feed.id, feed.unread])) };
  });
  on('PUT', 'feeds/refresh', () => ctx.sweepSoon(), 204);
  on('GET', 'feeds/:id', async ({ caller, account, id }) => {
    const { feeds } = await listFeeds(ctx, { account });
    const feed = feeds.find(each => each.id === id);
    if (!feed) throw new AppError('not_found', 'There is no such feed.');
    return writeFeed(feed, numberTags(feeds), caller.readerId);
  });
  on('PUT', 'feeds/:id', ({ caller, id, request }) => changeFeed(ctx, caller, id, jsonOf(request)), 201);
  on(
    'DELETE',
    'feeds/:id',
    async ({ account, id }) => {
      await getFeed(ctx.db, viewerOf(account), id);
      await unsubscribe(ctx, { account, id });
    },
    204,
  );
  on(
    'PUT',
    'feeds/:id/refresh',
    async ({ account, id, signal }) => void (await pollNow(ctx, { account, id }, { signal })),
    204,
  );
  on('GET', 'feeds/:id/icon', ({ account, id }) => getIcon(ctx, account, id));
  on('GET', 'icons/:id', ({ account, id }) => getIcon(ctx, account, id));
  on('GET', 'feeds/:id/entries', ({ caller, id, request }) =>
    listEntries(ctx, caller, withField(request, 'feed_id', id)),
  );
  on('GET', 'feeds/:feed/entries/:id', ({ caller, id }) => getEntry(ctx, caller, id));
  on(
    'PUT',
    'feeds/:id/mark-all-as-read',
    async ({ account, id }) => {
      const feed = await getFeed(ctx.db, viewerOf(account), id);
      await markStreamRead(ctx, { account, feedId: String(feed.id) });
    },
    204,
  );

  on('GET', 'categories', ({ caller }) => listCategories(ctx, caller));
  on(
    'PUT',
    'categories/:id',
    ({ caller, id, request }) => {
      const title = textOf(jsonOf(request), 'title');
      if (title === undefined || title.length > 100) throw new AppError('invalid', 'title: give a name.');
      return changeCategory(ctx, caller, Number(id), title);
    },
    201,
  );
  on(
    'DELETE',
    'categories/:id',
    async ({ caller, id }) => void (await changeCategory(ctx, caller, Number(id), undefined)),
    204,
  );
  on('GET', 'categories/:id/feeds', ({ caller, id }) => feedsOfCategory(ctx, caller, Number(id)));
  on('GET', 'categories/:id/entries', ({ caller, id, request }) =>
    listEntries(ctx, caller, withField(request, 'category_id', id)),
  );
  on('GET', 'categories/:category/entries/:id', ({ caller, id }) => getEntry(ctx, caller, id));
  on(
    'PUT',
    'categories/:id/mark-all-as-read',
    ({ caller, id }) => markCategoryRead(ctx, caller, Number(id)),
    204,
  );

  on('GET', 'entries', ({ caller, request }) => listEntries(ctx, caller, queryOf(request)));
  on('PUT', 'entries', ({ account, request }) => setStatus(ctx, account, jsonOf(request)), 204);
  on('GET', 'entries/:id', ({ caller, id }) => getEntry(ctx, caller, id));
  on('GET', 'entries/:id/fetch-content', ({ caller, id }) => fetchContent(ctx, caller, id));
  on(
    'PUT',
    'enclosures/:id',
    ({ account, id, request }) => setProgress(ctx, account, id, jsonOf(request)),
    204,
  );
  on('PUT', 'entries/:id/bookmark', ({ account, id }) => toggleBookmark(ctx, account, id), 204);
  on(
    'PUT',
    'users/:id/mark-all-as-read',
    async ({ caller, account, id }) => {
      if (id !== String(caller.readerId)) throw new AppError('not_found', 'There is no such user.');
      await markStreamRead(ctx, { account });
    },
    204,
  );

  on('POST', 'discover', async ({ account, request, signal }) => {
    const url = textOf(jsonOf(request), 'url');
    if (url === undefined) throw new AppError('invalid', 'url: say which page.');
    ctx.byHand.look(account);
    const { url: feed, feed: parsed, others } = await discover(ctx, url, signal);
    return [{ url: feed, title: parsed.title }, ...others].map(found => ({ ...found, type: 'rss' }));
  });
  on('GET', 'export', async ({ account, reply }) => {
    reply.type('text/x-opml; charset=utf-8');
    return (await exportOpml(ctx, { account })).opml;
  });
  on(
    'POST',
    'import',
    async ({ account, request, signal }) => {
      await importOpmlText(ctx, account, bodyText(request), signal);
      return { message: 'Feeds imported successfully' };
    },
    201,
  );
}

function writeUser({ readerId, login }: SignedIn): object {
  return {
    id: readerId,
    username: login,
    is_admin: false,
    theme: 'system_serif',
    language: 'en_US',
    timezone: 'UTC',
    entry_sorting_direction: 'desc',
    entry_sorting_order: 'published_at',
    entries_per_page: 100,
    keyboard_shortcuts: true,
    show_reading_time: true,
    entry_swipe: true,
    last_login_at: null,
  };
}

/** Throws `invalid` for what is no JSON object. */
function jsonOf(request: FastifyRequest): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(bodyText(request));
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new AppError('invalid', 'The body must be a JSON object.');
}

function withField(request: FastifyRequest, name: string, value: string): URLSearchParams {
  const query = queryOf(request);
  query.set(name, value);
  return query;
}

function signalOf(request: FastifyRequest): AbortSignal {
  return AbortSignal.any([request.call.signal ?? new AbortController().signal, AbortSignal.timeout(60_000)]);
}
