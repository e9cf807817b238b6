import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { Around, may } from '../../contract.ts';
import { getPost } from '../../methods/posts/get-post.ts';
import { listOwnPosts } from '../../methods/posts/list-own-posts.ts';
import { listPosts } from '../../methods/posts/list-posts.ts';
import { notHere } from '../../posts/not-here.ts';
import { findPost } from '../../store/posts/own-posts.ts';
import { isReachable, toPost } from '../../store/posts/post-row.ts';
import { findCaller, requireScope } from '../caller.ts';
import { matches, notModified, postTag, unchanged } from './etags.ts';
import { answers, bearer, Key, ListQuery, Problem, ReadHeaders } from './schemas.ts';

/** `GET /api/v1/posts`: public posts to everybody; with `status`, own posts to who has a token. */
export function listRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'listPosts',
    summary: 'List posts, newest first',
    tags: ['posts'],
    security: [{}, ...bearer],
    querystring: ListQuery,
    response: answers.list,
  };
  http.get('/api/v1/posts', { schema }, async (request, reply) => {
    const { status, year, pinned, tag, kind, series, limit, cursor, ...filters } = request.query;
    if (status !== undefined) {
      await requireScope(ctx, request, 'read');
      for (const [name, value] of Object.entries({ year, pinned }))
        if (value !== undefined)
          throw new AppError('invalid', `"${name}" is for public posts: use it without status.`);
      reply.headers({ vary: 'authorization, cookie', 'cache-control': 'private, no-store' });
      const asked = {
        limit,
        cursor,
        tag,
        kind,
        series,
        ...filters,
        status: status === 'any' ? undefined : status,
      };
      return reply.send(await listOwnPosts(ctx, asked));
    }
    const [filter] = Object.entries(filters).find(([, value]) => value !== undefined) ?? [];
    if (filter !== undefined)
      throw new AppError('invalid', `"${filter}" is for own posts: use it with status, such as status=any.`);
    await findCaller(ctx, request);
    if (await unchanged(ctx, request, reply)) return notModified(reply);
    const answer = await listPosts(ctx, {
      ...{ limit, cursor, tag, kind, series, year },
      ...(pinned === true ? { pinned } : {}),
    });
    return reply.send(answer);
  });
}

/** `GET /api/v1/posts/{id or slug}`: what is not for everybody is not found, except for who has a token. */
export function readRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'getPost',
    summary: 'Read a post',
    tags: ['posts'],
    security: [{}, ...bearer],
    params: Key,
    headers: ReadHeaders,
    response: answers.read,
  };
  http.get('/api/v1/posts/:key', { schema }, async (request, reply) => {
    const caller = await findCaller(ctx, request);
    const row = await findPost(ctx.db, request.params.key);
    if (!row || !(isReachable(row) || may(caller, 'read'))) throw await notHere(ctx.db, request.params.key);
    const post = toPost(row);
    reply.headers({
      etag: postTag(post),
      vary: 'authorization, cookie',
      'cache-control': caller ? 'private, no-cache' : 'no-cache',
    });
    if (matches(request.headers['if-none-match'], postTag(post))) return notModified(reply);
    return reply.send(post);
  });
}

/** `GET /api/v1/posts/{id or slug}/around`: the posts before and after a public one, its place in its series, and related ones. */
export function aroundRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'getAround',
    summary: 'Read what stands around a public post: older and newer, its series, related posts',
    tags: ['posts'],
    params: Key,
    headers: ReadHeaders,
    response: { 200: Around, '4xx': Problem },
  };
  http.get('/api/v1/posts/:key/around', { schema }, async (request, reply) => {
    if (await unchanged(ctx, request, reply)) return notModified(reply);
    const { key } = request.params;
    const slug = (await findPost(ctx.db, key))?.slug ?? key;
    const { around } = await getPost(ctx, { slug, around: true });
    return reply.send(around!);
  });
}
