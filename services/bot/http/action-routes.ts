import type { Http } from '../../../core/http/http.ts';
import { limitByAddress } from '../../../core/http/limit.ts';
import type { BotContext } from '../context.ts';
import { ActionList } from '../contract/actions.ts';
import { listActions } from '../methods/list-actions.ts';

const LIMIT = { burst: 20, perMinute: 60 };

/** `/api/v1/bot/actions`: what the bot can do, for everybody. */
export function actionRoutes(http: Http, ctx: BotContext): void {
  http.get(
    '/api/v1/bot/actions',
    {
      preHandler: limitByAddress(LIMIT),
      schema: {
        operationId: 'listBotActions',
        summary: 'What the bot can do, who may have it done, and how long it rests',
        tags: ['bot'],
        response: { 200: ActionList },
      },
    },
    async () => listActions(ctx),
  );
}
