import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { BotContext } from '../context.ts';
import { moderationMethods } from '../contract/moderation.ts';
import { RulesChange } from '../contract/room-rules.ts';
import { getRoomRules, listDecisions, setRoomRules, undoDecision } from '../methods/moderation.ts';
import { requireOwner } from './owner.ts';

const tags = ['bot'];
const { getRoomRules: rules, listDecisions: listing, undoDecision: undoing } = moderationMethods;
const Query = listing.input.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) });

/** `/api/v1/bot/rules` and `/api/v1/bot/decisions`: by what rooms are moderated, and what was done, for the owner. */
export function moderationRoutes(http: Http, ctx: BotContext): void {
  http.get(
    '/api/v1/bot/rules',
    {
      schema: {
        operationId: 'getBotRules',
        summary: 'By which rules the bot moderates a room',
        tags,
        querystring: rules.input,
        response: { 200: rules.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return getRoomRules(ctx, request.query);
    },
  );
  http.patch(
    '/api/v1/bot/rules',
    {
      schema: {
        operationId: 'setBotRules',
        summary: 'Set rules of a room',
        description: 'What is left out stays as it is; null switches a rule off.',
        tags,
        body: RulesChange,
        response: { 200: rules.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return setRoomRules(ctx, request.body);
    },
  );
  http.get(
    '/api/v1/bot/decisions',
    {
      schema: {
        operationId: 'listBotDecisions',
        summary: 'What was done by rules or by moderators, newest first',
        tags,
        querystring: Query,
        response: { 200: listing.output },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      return listDecisions(ctx, request.query);
    },
  );
  http.post(
    '/api/v1/bot/decisions/:id/undo',
    {
      schema: {
        operationId: 'undoBotDecision',
        summary: 'Take a decision back',
        description:
          'The person may speak again, what they said comes back where the network can, and the breach is forgotten.',
        tags,
        params: undoing.input.pick({ id: true }),
        response: { 200: undoing.output },
      },
    },
    async request => undoDecision(ctx, { id: request.params.id, by: await requireOwner(ctx, request) }),
  );
}
