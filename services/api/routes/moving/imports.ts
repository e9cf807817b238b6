import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { ImportChoice, ImportReport, SiteImport } from '../../contract.ts';
import { movingImplementation } from '../../methods/moving/index.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem } from '../posts/schemas.ts';

const Id = z.object({ id: z.uuid() });
const limit = limitByAddress({ burst: 60, perMinute: 120 });

/** What was brought in, and how far it is, for whoever has the scope `admin`: `/api/v1/imports`. */
export function importRoutes(http: Http, ctx: ApiContext): void {
  const onRequest = [limit, needsScope(ctx, 'admin')];
  const { listImports, getImport, beginImport, stopImport } = movingImplementation(ctx);
  const call = undefined as never;
  const about = (operationId: string, summary: string, description: string) => ({
    operationId,
    summary,
    description,
    tags: ['moving'],
    security: bearer,
  });
  const problem = { '4xx': Problem };

  http.get(
    '/api/v1/imports',
    {
      onRequest,
      schema: {
        ...about('listImports', 'List imports', 'The last twenty, newest first, without their notes.'),
        response: { 200: z.object({ imports: z.array(SiteImport) }), ...problem },
      },
    },
    async (_request, reply) => reply.send(await listImports({}, call)),
  );
  http.get(
    '/api/v1/imports/:id',
    {
      onRequest,
      schema: {
        ...about(
          'getImport',
          'Read how far an import is and what came of it',
          'With the first thousand things that did not go in, and the first thousand to be looked at.',
        ),
        params: Id,
        response: { 200: ImportReport, ...problem },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await getImport(request.params, call)),
  );
  http.post(
    '/api/v1/imports/:id/begin',
    {
      onRequest,
      schema: {
        ...about(
          'beginImport',
          'Begin again with the file that is kept',
          'After a dry run, or to go on with one that was stopped or has failed. The file is kept for a week; 409 when it is gone, or while another import runs.',
        ),
        params: Id,
        body: ImportChoice.strict(),
        response: { 202: SiteImport.describe('It begins in a moment'), ...problem },
      },
    },
    async (request, reply) => {
      const given = { ...request.params, ...request.body, actor: actorOf(request) };
      return reply.code(202).send(await beginImport(given, call));
    },
  );
  http.post(
    '/api/v1/imports/:id/stop',
    {
      onRequest,
      schema: {
        ...about(
          'stopImport',
          'Stop an import',
          'It ends in a moment. What went in stays, and it can be begun again with the same file.',
        ),
        params: Id,
        response: { 202: SiteImport.describe('It ends in a moment'), ...problem },
      },
    },
    async (request, reply) => reply.code(202).send(await stopImport(request.params, call)),
  );
}
