import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { saveMedia } from '../../methods/media/save-media.ts';
import { needsScope } from '../caller.ts';
import { tagOf } from '../posts/etags.ts';
import { bearer } from '../posts/schemas.ts';
import { type FormUpload, readForm } from './read-form.ts';
import { answers, UploadQuery } from './schemas.ts';

const writes = limitByAddress({ burst: 60, perMinute: 120 });
/** Beside the file itself: the form's other field and its boundaries. */
const OVERHEAD = 16_384;

/**
 * `POST /api/v1/media` keeps a file: the body itself with its `Content-Type`, or the part `file` of a `multipart/form-data` form,
 * with an optional field `alt`. The type is what the bytes say, whatever the request says.
 */
export function uploadMediaRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'saveMedia',
    summary: 'Keep a file',
    description:
      'Send the file as the body with its own Content-Type and `?name=`, or as the part `file` of a multipart/form-data form with an optional field `alt`.',
    tags: ['media'],
    security: bearer,
    consumes: ['multipart/form-data', 'application/octet-stream', 'image/*', 'audio/*', 'video/*'],
    querystring: UploadQuery,
    response: answers.create,
  };
  const { mediaLimit } = ctx.config;
  http.register(async scope => {
    scope.removeContentTypeParser(['application/json', 'text/plain']);
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/api/v1/media',
      { schema, bodyLimit: mediaLimit + OVERHEAD, onRequest: [writes, needsScope(ctx, 'write')] },
      async (request, reply) => {
        const { media } = await saveMedia(ctx, await readUpload(request));
        return reply
          .code(201)
          .headers({ location: ctx.origin + media.path, etag: tagOf(media) })
          .send(media);
      },
    );
  });
}

type Query = z.infer<typeof UploadQuery>;

/** The file that a request for this route brings. Throws `invalid` when there is none. */
export async function readUpload({ headers, body, query }: FastifyRequest): Promise<FormUpload> {
  const type = headers['content-type'];
  const { name = 'file', alt } = query as Query;
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw new AppError('invalid', 'Send the file as the body, or as the part "file" of a form.');
  return /^multipart\/form-data\b/i.test(type ?? '') ? readForm(type!, body) : { name, data: body, alt };
}
