import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';
import type { ReaderContext } from '../context.ts';
import { ICON_PATH } from '../store/feed-row.ts';
import { iconOf } from '../store/icons.ts';

/** `GET /reader/icon/HASH`: the picture of a site. It never changes under its name. */
export function iconRoute(http: Http, ctx: Pick<ReaderContext, 'db'>): void {
  http.get(
    `${ICON_PATH}:hash`,
    { schema: { params: z.object({ hash: z.string() }), hide: true } },
    async (request, reply) => {
      const { hash } = request.params;
      const etag = `"${hash}"`;
      const icon = /^[0-9a-f]{32}$/.test(hash) ? await iconOf(ctx.db, hash) : undefined;
      if (!icon) throw new AppError('not_found', 'There is no such icon here.');
      reply.headers({
        etag,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      if (request.headers['if-none-match']?.includes(etag)) return await reply.code(304).send();
      return await reply.type(icon.type).send(icon.data);
    },
  );
}
