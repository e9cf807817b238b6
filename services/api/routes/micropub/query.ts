import type { FastifyReply } from 'fastify';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { type Principal, Visibility } from '../../contract.ts';
import { listTags } from '../../methods/posts/list-tags.ts';
import { invalidRequest } from '../../micropub/request.ts';
import { headerToken, oneToken, requireAny, tokenHolder } from './caller.ts';
import { listPostSources, postSource } from './query-source.ts';

export type Query = Readonly<Record<string, string | string[] | undefined>>;

const reads = limitByAddress({ burst: 240, perMinute: 480 });

/** Kinds of posts that clients may offer, with the properties that make each (https://indieweb.org/Micropub-extensions#Query_for_Supported_Vocabulary). */
const POST_TYPES = [
  { type: 'note', name: 'Note', properties: ['content', 'category'] },
  { type: 'article', name: 'Article', properties: ['name', 'content', 'summary', 'category'] },
  { type: 'photo', name: 'Photo', properties: ['photo', 'content', 'category'] },
  { type: 'reply', name: 'Reply', properties: ['in-reply-to', 'content'] },
  { type: 'like', name: 'Like', properties: ['like-of'] },
  { type: 'repost', name: 'Repost', properties: ['repost-of', 'content'] },
  { type: 'bookmark', name: 'Bookmark', properties: ['bookmark-of', 'name', 'content', 'category'] },
  { type: 'rsvp', name: 'RSVP', properties: ['in-reply-to', 'rsvp', 'content'] },
];

type Handler = (ctx: ApiContext, query: Query, caller: Principal) => Promise<object> | object;

/** What each `q` answers (https://micropub.spec.indieweb.org/#querying and the extensions that clients use). */
const QUERIES: Readonly<Record<string, Handler>> = {
  config: ctx => ({
    'media-endpoint': mediaEndpoint(ctx),
    'syndicate-to': [],
    'post-types': POST_TYPES,
    'post-status': ['published', 'draft'],
    visibility: Visibility.options,
    mp: ['slug', 'photo-alt'],
    q: Object.keys(QUERIES),
  }),
  'media-endpoint': ctx => ({ 'media-endpoint': mediaEndpoint(ctx) }),
  'syndicate-to': () => ({ 'syndicate-to': [] }),
  'post-types': () => ({ 'post-types': POST_TYPES }),
  category: listCategories,
  source(ctx, query, caller) {
    requireAny(caller, 'update', 'read');
    return query['url'] === undefined ? listPostSources(ctx, query) : postSource(ctx, query);
  },
};

/** `GET /micropub`. Without `q` it tells of the endpoint, which is what some clients ask to see whether their token works. */
export function queryRoute(http: Http, ctx: ApiContext): void {
  http.get(
    '/micropub',
    { onRequest: reads, schema: { hide: true } },
    async (request, reply): Promise<FastifyReply> => {
      const caller = await tokenHolder(ctx, oneToken(headerToken(request), undefined));
      const query = request.query as Query;
      const q = one(query, 'q') ?? 'config';
      if (!Object.hasOwn(QUERIES, q))
        throw invalidRequest(`There is no such query. These are: ${Object.keys(QUERIES).join(', ')}.`);
      return reply.header('cache-control', 'no-store').send(await QUERIES[q]!(ctx, query, caller));
    },
  );
}

/** Tags by name; with `filter`, those that have it in them. */
async function listCategories(ctx: ApiContext, query: Query): Promise<object> {
  const wanted = one(query, 'filter')?.toLocaleLowerCase();
  const { tags } = await listTags(ctx);
  const names = tags.map(tag => tag.name);
  return {
    categories:
      wanted === undefined ? names : names.filter(name => name.toLocaleLowerCase().includes(wanted)),
  };
}

function mediaEndpoint(ctx: ApiContext): string {
  return `${ctx.origin}/micropub/media`;
}

export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return Array.isArray(value) ? value.at(-1) : value;
}
