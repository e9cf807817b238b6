import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { ReaderContext } from '../context.ts';
import { exportOpml } from '../methods/opml/export-opml.ts';
import { tags } from './common.ts';

export function opmlRoute(http: Http, ctx: ReaderContext): void {
  http.get(
    '/reader/opml',
    {
      schema: {
        summary: 'The public reading list, or its feeds with a tag, as OPML 2.0',
        tags,
        querystring: z.object({ tag: z.string().min(1).max(100).optional() }),
      },
    },
    async (request, reply) => {
      const { opml } = await exportOpml(ctx, { tag: request.query.tag });
      return await reply
        .type('text/x-opml; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(opml);
    },
  );
}
