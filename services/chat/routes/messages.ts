import { z } from 'zod';
import type { Http } from '../../../core/http/http.ts';
import type { ChatContext } from '../context.ts';
import { messageMethods } from '../contract/messages.ts';
import { ChatMessage, Emoji, ExportedMessage, MessageText, Nonce } from '../contract.ts';
import { deleteMessage, editMessage, getSource, react } from '../methods/change-message.ts';
import { exportRoom, listMessages, searchMessages } from '../methods/messages.ts';
import { sayInRoom } from '../methods/say.ts';
import { ByNumber, ByRoom, fromOf, limit, requireOwner, tags } from './caller.ts';

const number = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 52);
const Asked = z.object({
  before: number.min(1).optional().describe('Messages of smaller numbers'),
  after: number.optional().describe('Messages of larger numbers'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Say = z.object({ text: MessageText, nonce: Nonce, replyTo: z.number().int().min(1).optional() });
const found = { 200: messageMethods.searchMessages.output };

export function messageRoutes(http: Http, ctx: ChatContext): void {
  const path = '/api/v1/chat/rooms/:name/messages';
  http.get(
    path,
    {
      schema: {
        operationId: 'listRoomMessages',
        summary: 'Read a room, the newest page unless told otherwise',
        tags,
        params: ByRoom,
        querystring: Asked,
        response: { 200: messageMethods.listMessages.output },
      },
    },
    request =>
      listMessages(
        ctx,
        { room: request.params.name, from: fromOf(ctx, request), ...request.query },
        request.call,
      ),
  );
  http.post(
    path,
    {
      preHandler: limit,
      schema: {
        operationId: 'sayInRoom',
        summary: 'Say something; the same nonce again is the same message',
        tags,
        params: ByRoom,
        body: Say,
        response: { 200: ChatMessage },
      },
    },
    request => {
      const { text: markdown, ...rest } = request.body;
      const said = { room: request.params.name, from: fromOf(ctx, request), markdown, ...rest };
      return sayInRoom(ctx, said, request.call);
    },
  );
  one(
    'PATCH',
    '',
    ['editMessage', 'Change what one has written'],
    z.object({ text: MessageText }),
    (asked, body, call) => editMessage(ctx, { ...asked, markdown: body.text }, call),
  );
  one('DELETE', '', ['deleteMessage', 'Delete a message'], z.unknown(), (asked, _body, call) =>
    deleteMessage(ctx, asked, call),
  );
  const Reaction = z.object({ emoji: Emoji, on: z.boolean() });
  one(
    'POST',
    '/reactions',
    ['reactToMessage', 'Give or take back a reaction'],
    Reaction,
    (asked, body, call) => react(ctx, { ...asked, ...body }, call),
  );
  http.get(
    `${path}/:number/source`,
    {
      schema: {
        operationId: 'getMessageSource',
        summary: 'What one has written, as it was written',
        tags,
        params: ByNumber,
        response: { 200: z.object({ markdown: z.string() }) },
      },
    },
    request => getSource(ctx, { ...askedOf(request.params), from: fromOf(ctx, request) }, request.call),
  );
  const Query = z.object({ q: z.string().trim().min(1).max(200), before: number.min(1).optional() });
  http.get(
    '/api/v1/chat/rooms/:name/search',
    {
      preHandler: limit,
      schema: {
        operationId: 'searchRoom',
        summary: 'Find messages, newest first',
        tags,
        params: ByRoom,
        querystring: Query,
        response: found,
      },
    },
    request => {
      const { q: query, before } = request.query;
      const from = fromOf(ctx, request);
      return searchMessages(ctx, { room: request.params.name, from, query, before }, request.call);
    },
  );
  http.get(
    '/api/v1/chat/rooms/:name/export',
    {
      preHandler: limit,
      schema: {
        operationId: 'exportRoom',
        summary: 'Everything that was said in a room',
        tags,
        params: ByRoom,
        response: { 200: z.object({ room: z.string(), messages: z.array(ExportedMessage) }) },
      },
    },
    async request => {
      await requireOwner(ctx, request);
      const room = request.params.name;
      const signal = request.call.signal ?? new AbortController().signal;
      return { room, messages: await Array.fromAsync(exportRoom(ctx, { room }, { signal })) };
    },
  );

  type Asking = { room: string; number: number; from: ReturnType<typeof fromOf> };

  function one<B extends z.ZodType>(
    method: 'PATCH' | 'DELETE' | 'POST',
    tail: string,
    [operationId, summary]: [string, string],
    body: B,
    run: (
      asked: Asking,
      body: z.output<B>,
      call: Parameters<typeof deleteMessage>[2],
    ) => Promise<ChatMessage>,
  ): void {
    http.route({
      method,
      url: `${path}/:number${tail}`,
      preHandler: limit,
      schema: {
        operationId,
        summary,
        tags,
        params: ByNumber,
        ...(method === 'DELETE' ? {} : { body }),
        response: { 200: ChatMessage },
      },
      handler: request =>
        run(
          { ...askedOf(request.params as z.output<typeof ByNumber>), from: fromOf(ctx, request) },
          request.body as z.output<B>,
          request.call,
        ),
    });
  }
}

function askedOf({ name, number }: z.output<typeof ByNumber>): { room: string; number: number } {
  return { room: name, number };
}
