import type { Http } from '../../../core/http/http.ts';
import type { ReaderContext } from '../context.ts';
import { exportOpml } from '../methods/opml/export-opml.ts';
import { tags } from './common.ts';

export function opmlRoute(http: Http, ctx: ReaderContext): void {
  http.get(
    '/reader/opml',
    { schema: { summary: 'The public reading list as OPML 2.0', tags } },
    async (_request, reply) => {
      const { opml } = await exportOpml(ctx, {});
      return await reply
        .type('text/x-opml; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(opml);
    },
  );
}
