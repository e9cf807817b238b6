import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { archiveName } from '../../contract.ts';
import { exportArchive } from '../../export/export-site.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem } from '../posts/schemas.ts';

const limit = limitByAddress({ burst: 5, perMinute: 2 });

/** `GET /api/v1/export`: everything as one ZIP file, made while it is sent. */
export function exportRoute(http: Http, ctx: ApiContext): void {
  http.get(
    '/api/v1/export',
    {
      // Who only asks for the head would have all of it made for nothing.
      exposeHeadRoute: false,
      onRequest: [limit, needsScope(ctx, 'admin')],
      schema: {
        operationId: 'exportSite',
        summary: 'Download everything',
        description:
          'A ZIP file (application/zip) of all posts as Markdown, all media, and the rest as JSON Lines, as of one moment. It is as private as the site: drafts, addresses of subscribers and secrets of webhooks are in it. It is made while it is sent: a file that broke off cannot be opened, so ask again.',
        tags: ['moving'],
        security: bearer,
        response: { 200: z.unknown().describe('The ZIP file'), '4xx': Problem },
      },
    },
    (request, reply) => {
      const name = archiveName(ctx.origin, new Date());
      const bytes = exportArchive(ctx.own, name.replace(/\.zip$/, ''), { actor: actorOf(request) });
      return reply
        .headers({ 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' })
        .type('application/zip')
        .send(Readable.from(bytes, { objectMode: false }));
    },
  );
}
