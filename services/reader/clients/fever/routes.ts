import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { logRequestError, requestError, statusOf } from '../../../../core/http/problem.ts';
import type { ReaderContext } from '../../context.ts';
import { FEVER_PATHS } from '../../contract/client-paths.ts';
import type { Feed } from '../../contract/feeds.ts';
import { listFeeds } from '../../methods/feeds/list-feeds.ts';
import { formOf, queryOf, takeAnyBody } from '../read-body.ts';
import type { SignIn } from '../sign-in.ts';
import { numberTags } from '../tag-numbers.ts';
import { feverIcons } from './icons.ts';
import { feverIds, feverItems } from './items.ts';
import { feverMark } from './mark.ts';

const VERSION = 3;

/** The Fever API (https://feedafever.com/api): one address, and in its query what is wanted. */
export function feverRoutes(http: Http, ctx: ReaderContext, signIn: SignIn): void {
  takeAnyBody(http);
  http.setErrorHandler((thrown, request, reply) => {
    const error = requestError(thrown);
    logRequestError(ctx.log, request, error);
    if (error.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfter)));
    return reply
      .code(statusOf(error))
      .header('cache-control', 'no-store')
      .send({ api_version: VERSION, auth: 1, error: error.message });
  });
  for (const path of FEVER_PATHS)
    http.route({
      method: ['GET', 'POST'],
      url: path,
      schema: { hide: true },
      handler: async (request, reply) => {
        reply.header('cache-control', 'private, no-store');
        const form = await formOf(request);
        const account = await accountOf(signIn, request, form.get('api_key') ?? '');
        if (account === undefined) return { api_version: VERSION, auth: 0 };
        return await answer(ctx, account, new URLSearchParams([...queryOf(request), ...form]));
      },
    });
}

/** The key is taken from the body alone: what is in an address is written into logs. */
async function accountOf(signIn: SignIn, request: FastifyRequest, key: string): Promise<string | undefined> {
  try {
    return (await signIn.by('fever_hash', key.trim().toLowerCase().slice(0, 200), request.ip)).account;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return undefined;
    throw error;
  }
}

async function answer(ctx: ReaderContext, account: string, fields: URLSearchParams): Promise<object> {
  if (fields.has('mark')) await feverMark(ctx, account, fields);
  const { feeds } = await listFeeds(ctx, { account });
  const polled = Math.max(0, ...feeds.map(feed => time(feed.polledAt)));
  return {
    api_version: VERSION,
    auth: 1,
    last_refreshed_on_time: polled,
    ...(fields.has('groups') ? { groups: groupsOf(feeds) } : {}),
    ...(fields.has('feeds') ? { feeds: feeds.map(writeFeed) } : {}),
    ...(fields.has('groups') || fields.has('feeds') ? { feeds_groups: membersOf(feeds) } : {}),
    ...(fields.has('favicons') ? { favicons: await feverIcons(ctx, account) } : {}),
    ...(fields.has('items') ? await feverItems(ctx, account, fields) : {}),
    ...(fields.has('links') ? { links: [] } : {}),
    ...(fields.has('unread_item_ids') ? { unread_item_ids: await feverIds(ctx, account, 'unread') } : {}),
    ...(fields.has('saved_item_ids') ? { saved_item_ids: await feverIds(ctx, account, 'starred') } : {}),
  };
}

function writeFeed(feed: Feed): object {
  return {
    id: Number(feed.id),
    favicon_id: feed.icon === undefined ? 0 : Number(feed.id),
    title: feed.title,
    url: feed.url,
    site_url: feed.siteUrl ?? feed.url,
    is_spark: 0,
    last_updated_on_time: time(feed.newestAt ?? feed.polledAt),
  };
}

function groupsOf(feeds: readonly Feed[]): object[] {
  return [...numberTags(feeds)].map(([title, id]) => ({ id, title }));
}

function membersOf(feeds: readonly Feed[]): object[] {
  return [...numberTags(feeds)].map(([tag, group_id]) => {
    const members = feeds.filter(feed => feed.tags.includes(tag)).map(feed => feed.id);
    return { group_id, feed_ids: members.join(',') };
  });
}

function time(text: string | undefined): number {
  return text === undefined ? 0 : Math.floor(Date.parse(text) / 1000);
}
