import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { blockSender } from '../../methods/thread/block-sender.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem } from '../posts/schemas.ts';

const writes = limitByAddress({ burst: 120, perMinute: 240 });

/** `/api/v1/responses/:id/block`: for tokens and sessions with the scope `moderate`. */
export function blockSenderRoute(http: Http, ctx: ApiContext): void {
  http.post(
    '/api/v1/responses/:id/block',
    {
      onRequest: [writes, needsScope(ctx, 'moderate')],
      schema: {
        summary: 'Hold a comment or mention as spam, and from now on whatever else its sender sends',
        description:
          'Of a comment the network that it came from is blocked for a month, and its writer for good; of a mention the domain that it came from. `blocks` are ids at `/api/v1/blocks`, `batch` undoes the decision.',
        tags: ['moderation'],
        security: bearer,
        params: z.object({ id: z.uuid() }),
        response: {
          200: z.object({ blocks: z.array(z.string()), batch: z.string().optional() }),
          '4xx': Problem,
        },
      },
    },
    async request => blockSender(ctx, { ...request.params, ...actorOf(request) }),
  );
}
