import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { may } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { listOwnPosts } from '../../methods/posts/list-own-posts.ts';
import { listPosts } from '../../methods/posts/list-posts.ts';
import { readRevision } from '../../store/revision.ts';
import { findCaller, requireScope } from '../caller.ts';
import { matches, notModified, postTag } from './etags.ts';
import { answers, bearer, Key, ListQuery, ReadHeaders } from './schemas.ts';

/** `GET /api/v1/posts`: public posts to everybody; with `status`, own posts to who has a token. */
export function listRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    summary: 'List posts, newest first',
    tags: ['posts'],
    security: [{}, ...bearer],
    querystring: ListQuery,
    response: answers.list,
  };
  http.get('/api/v1/posts', { schema }, async (request, reply) => {
    const { status, tag, year, ...page } = request.query;
    reply.header('vary', 'authorization');
    if (status !== undefined) {
      await requireScope(ctx, request, 'read');
      if (tag !== undefined || year !== undefined)
        throw new AppError('invalid', 'Use status, or tag and year, but not both.');
      reply.header('cache-control', 'private, no-store');
      const answer = await listOwnPosts(ctx, { ...page, status: status === 'any' ? undefined : status });
      return reply.headers(nextLink(ctx, request.url, answer.next)).send(answer);
    }
    await findCaller(ctx, request);
    const etag = `W/"${await readRevision(ctx.db)}"`;
    reply.headers({ etag, 'cache-control': 'no-cache' });
    if (matches(request.headers['if-none-match'], etag)) return notModified(reply);
    const answer = await listPosts(ctx, { ...page, tag, year });
    return reply.headers(nextLink(ctx, request.url, answer.next)).send(answer);
  });
}

/** `GET /api/v1/posts/{id or slug}`: what is not public is not found, except for who has a token. */
export function readRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    summary: 'Read a post',
    tags: ['posts'],
    security: [{}, ...bearer],
    params: Key,
    headers: ReadHeaders,
    response: answers.read,
  };
  http.get('/api/v1/posts/:key', { schema }, async (request, reply) => {
    const caller = await findCaller(ctx, request);
    const post = await getOwnPost(ctx, request.params);
    if (post.status !== 'published' && !may(caller, 'read'))
      throw new AppError('not_found', `There is no post "${request.params.key}".`);
    reply.headers({
      etag: postTag(post),
      vary: 'authorization',
      'cache-control': caller ? 'private, no-cache' : 'no-cache',
    });
    if (matches(request.headers['if-none-match'], postTag(post))) return notModified(reply);
    return reply.send(post);
  });
}

/** A Link header to the next page (RFC 8288); none on the last. */
function nextLink(ctx: ApiContext, url: string, next: string | undefined): { link?: string } {
  if (next === undefined) return {};
  const target = new URL(url, ctx.origin);
  target.searchParams.set('cursor', next);
  return { link: `<${ctx.origin}${target.pathname}${target.search}>; rel="next"` };
}
