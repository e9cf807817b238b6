import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { cardPath, cardText } from '../../contract.ts';
import { keepCard, removeCards } from '../../media/cards/keep-card.ts';
import { getSite } from '../../methods/site/get-site.ts';
import { findPost } from '../../store/posts/own-posts.ts';
import { isReachable, toPost } from '../../store/posts/post-row.ts';

const Params = z.object({ file: z.string() });
const FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-[0-9a-f]{16}\.png$/;
const reads = limitByAddress({ burst: 60, perMinute: 120 });

/**
 * `GET /media/cards/…`: the picture of a post for where it is linked, at the path that `cardPath` gives; drawn when it is first
 * asked for. The path of an earlier title leads to that of the present one.
 */
export function cardRoute(http: Http, ctx: ApiContext): void {
  http.get(
    '/media/cards/:file',
    { schema: { params: Params, hide: true }, onRequest: reads },
    async (request, reply) => {
      const id = FILE.exec(request.params.file)?.[1];
      if (id === undefined) throw missing();
      const row = await findPost(ctx.db, id);
      if (!row) await removeCards(ctx.media, id);
      if (!row || !isReachable(toPost(row))) throw missing();
      const site = await getSite(ctx);
      const path = cardPath(row, site);
      reply.header('cache-control', 'public, max-age=86400');
      if (!path.endsWith(request.params.file)) return reply.redirect(path, 302);
      const file = await keepCard(ctx.media, id, request.params.file, cardText(row, site));
      return reply.type('image/png').send(createReadStream(file));
    },
  );
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such picture here.');
}
