import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { deleteMedia } from '../../methods/media/delete-media.ts';
import { getMedia } from '../../methods/media/get-media.ts';
import { listMedia } from '../../methods/media/list-media.ts';
import { setMediaAlt } from '../../methods/media/set-media-alt.ts';
import { actorOf, needsScope } from '../caller.ts';
import { ConditionHeaders, precondition, tagOf } from '../posts/etags.ts';
import { bearer } from '../posts/schemas.ts';
import { answers, ChangeBody, DeleteQuery, Key, ListQuery } from './schemas.ts';

const writes = limitByAddress({ burst: 120, perMinute: 240 });
const described = { tags: ['media'], security: bearer };

/** `GET /api/v1/media` lists files, newest first. */
export function listMediaRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...described,
    operationId: 'listMedia',
    summary: 'List and search files',
    querystring: ListQuery,
    response: answers.list,
  };
  http.get('/api/v1/media', { schema, onRequest: needsScope(ctx, 'read') }, request =>
    listMedia(ctx, request.query),
  );
}

/** `GET /api/v1/media/{id}`: a file and the posts that use it. */
export function readMediaRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...described,
    operationId: 'getMedia',
    summary: 'Read about a file',
    params: Key,
    response: answers.read,
  };
  http.get('/api/v1/media/:id', { schema, onRequest: needsScope(ctx, 'read') }, async (request, reply) => {
    const { usedBy, ...file } = await getMedia(ctx, request.params);
    // The tag is the file's own: which posts use it is none of its state, and changes without it.
    return reply
      .headers({ etag: tagOf(file), 'cache-control': 'private, no-store' })
      .send({ ...file, usedBy });
  });
}

/** `PATCH /api/v1/media/{id}` says what a file shows. */
export function changeMediaRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...described,
    operationId: 'setMediaAlt',
    summary: 'Say what a file shows',
    params: Key,
    headers: ConditionHeaders,
    body: ChangeBody,
    response: answers.change,
  };
  http.patch(
    '/api/v1/media/:id',
    { schema, onRequest: [writes, needsScope(ctx, 'write')] },
    async (request, reply) => {
      const asked = { id: request.params.id, alt: request.body.alt };
      const file = await setMediaAlt(ctx, asked, precondition(request.headers));
      return reply.header('etag', tagOf(file)).send(file);
    },
  );
}

/** `DELETE /api/v1/media/{id}` removes a file that no post uses, or any with `?force=true`. */
export function deleteMediaRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    ...described,
    operationId: 'deleteMedia',
    summary: 'Delete a file',
    params: Key,
    querystring: DeleteQuery,
    headers: ConditionHeaders,
    response: answers.delete,
  };
  http.delete(
    '/api/v1/media/:id',
    { schema, onRequest: [writes, needsScope(ctx, 'write')] },
    async (request, reply) => {
      const asked = { id: request.params.id, force: request.query.force, actor: actorOf(request) };
      await deleteMedia(ctx, asked, precondition(request.headers));
      return reply.code(204).send(null);
    },
  );
}
