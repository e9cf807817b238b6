import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { writingMethods } from '../../contract/writing.ts';
import { previewPost } from '../../methods/writing/preview-post.ts';
import { needsScope } from '../caller.ts';
import { bearer, Problem } from './schemas.ts';
import { LARGEST_POST, refuseTooLong } from './write-posts.ts';

const limit = limitByAddress({ burst: 60, perMinute: 120 });

/** `POST /api/v1/posts/preview`: a text as saving it would render it. */
export function previewRoute(http: Http, ctx: ApiContext): void {
  const { input, output } = writingMethods.previewPost;
  const schema = {
    operationId: 'previewPost',
    summary: 'Render a text as saving it would, without saving it',
    tags: ['writing'],
    security: bearer,
    body: input.strict(),
    response: { 200: output, '4xx': Problem },
  };
  http.post(
    '/api/v1/posts/preview',
    {
      schema,
      bodyLimit: LARGEST_POST,
      preValidation: refuseTooLong,
      onRequest: [limit, needsScope(ctx, 'write')],
    },
    async (request, reply) =>
      reply.header('cache-control', 'private, no-store').send(await previewPost(ctx, request.body)),
  );
}
