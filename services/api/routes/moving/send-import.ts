import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import { inPieces } from '../../../../core/http/pieces.ts';
import type { ApiContext } from '../../context.ts';
import { ImportChoice, SiteImport } from '../../contract.ts';
import { beginImport } from '../../methods/moving/begin-import.ts';
import { dropImport } from '../../methods/moving/drop-import.ts';
import { openImport } from '../../methods/moving/open-import.ts';
import { sendImport } from '../../methods/moving/send-import.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem } from '../posts/schemas.ts';

const limit = limitByAddress({ burst: 30, perMinute: 30 });
/** Bytes that are written at once. */
const PIECE = 1024 * 1024;

const Query = z.object({
  name: z.string().max(255).default('file').describe('What the file is called, for the list'),
  dryRun: z.stringbool().default(false).describe('Only tell what would come of it'),
  tell: z.stringbool().default(false).describe('Tell others of the posts as of new ones'),
  keepMedia: z.stringbool().default(false).describe('Let posts show their pictures from the old site'),
  site: ImportChoice.shape.site.describe('Address of the old site; Ghost does not tell it'),
});

/** `POST /api/v1/imports`: takes a file, as the body itself, and begins to bring it in. */
export function sendImportRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'createImport',
    summary: 'Bring a site in',
    description:
      "Send the file as the body: a ZIP of a folder with Markdown files (Jekyll, Hugo, Eleventy), a ZIP of Croft's own export, the XML of WordPress or the JSON of Ghost, or a ZIP with one of these. What it is is told by its content. The answer comes when it is there; ask at Location how far it is. 409 while another import runs.",
    tags: ['moving'],
    security: bearer,
    consumes: ['application/zip', 'application/xml', 'application/json', 'application/octet-stream'],
    querystring: Query,
    response: { 202: SiteImport.describe('It begins in a moment'), '4xx': Problem },
  };
  http.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(
      '/api/v1/imports',
      { schema, config: { largeBody: true }, onRequest: [limit, needsScope(ctx, 'admin')] },
      async (request, reply) => {
        const { name, ...choice } = request.query as z.infer<typeof Query>;
        const actor = actorOf(request);
        const bytes = Number(request.headers['content-length'] ?? 0);
        if (!(request.body instanceof Readable)) throw new AppError('invalid', 'Send the file as the body.');
        const { id } = await openImport(ctx, { name, bytes, actor });
        const chunks = request.body.iterator({ destroyOnReturn: false });
        try {
          for await (const piece of inPieces(chunks, PIECE)) await sendImport(ctx, { id, ...piece });
          const begun = await beginImport(ctx, { id, ...choice, actor });
          return reply.code(202).header('location', `${ctx.origin}/api/v1/imports/${id}`).send(begun);
        } catch (error) {
          await dropImport(ctx, { id });
          // Who sends takes the answer only when all that is sent has been taken.
          request.body.resume();
          throw error;
        }
      },
    );
  });
}
