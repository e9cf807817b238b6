import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import { readerAccount, writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { Import, ImportProblem } from '../contract/imports.ts';
import { LARGEST_FILE } from '../imports/largest-file.ts';
import { beginImport } from '../methods/imports/begin-import.ts';
import { findImport, listImportProblems } from '../store/imports.ts';
import { limit, security, tags } from './common.ts';

const Given = z.object({
  name: z.string().max(255).default('import'),
  /** OPML, or JSON as FreshRSS or Miniflux export it. */
  text: z.string().min(1).max(LARGEST_FILE),
  public: z.boolean().optional(),
});
const Page = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

export function importRoutes(http: Http, ctx: ReaderContext): void {
  http.post(
    '/api/v1/reader/import',
    {
      preHandler: limit,
      bodyLimit: LARGEST_FILE * 2,
      schema: {
        operationId: 'importReading',
        summary: 'Have a file of another reader taken in: OPML, or items as JSON from FreshRSS or Miniflux',
        tags,
        security,
        body: Given,
        response: { 202: z.object({}).describe('It is under way; `getReadingImport` tells how far') },
      },
    },
    async (request, reply) => {
      const account = await writerAccount(ctx, request);
      const { text, ...given } = request.body;
      return await reply
        .code(202)
        .send(await beginImport(ctx, { ...given, account, data: Buffer.from(text) }));
    },
  );

  http.get(
    '/api/v1/reader/import',
    {
      schema: {
        operationId: 'getReadingImport',
        summary: 'How far the last file has been taken in, and what of it cannot be used',
        tags,
        security,
        querystring: Page,
        response: { 200: z.object({ import: Import.optional(), problems: z.array(ImportProblem) }) },
      },
    },
    async request => {
      const account = await readerAccount(ctx, request);
      const [last, problems] = await Promise.all([
        findImport(ctx.db, account),
        listImportProblems(ctx.db, account, request.query),
      ]);
      return { import: last, problems };
    },
  );
}
