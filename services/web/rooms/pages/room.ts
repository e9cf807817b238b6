import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import { requireSameOrigin } from '../../../../core/http/origin-check.ts';
import { MessageText, Nonce, RoomName } from '../../../chat/contract.ts';
import type { WebContext } from '../../context.ts';
import { HTML } from '../../http/rendered.ts';
import { problemOf } from '../../pages/comments/visit.ts';
import { frameOf } from '../../views/frame.ts';
import { type RoomPage, roomView } from '../views/room.ts';
import { chatFrom, keepGuest } from '../visit.ts';

const ON_A_PAGE = 60;

const Params = z.object({ name: RoomName });
const number = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 52)
  .optional()
  .catch(undefined);
const Query = z.object({
  before: number,
  reply: number,
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
});
const Form = z.object({
  text: MessageText,
  nonce: Nonce,
  reply: number,
  name: z.string().max(300).optional(),
});

/** `GET /rooms/NAME`: the transcript, as it is without a script, and the form below it. */
export async function showRoom(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = Query.parse(request.query);
  return sendRoom(web, request, reply, query);
}

/** `POST /rooms/NAME`: one message from the form; a first one takes the name with it. */
export async function sayInRoomPage(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const { name: room } = paramsOf(request);
  const body = (request.body ?? {}) as Record<string, string | undefined>;
  try {
    const form = Form.safeParse(body);
    if (!form.success)
      throw new AppError('invalid', form.error.issues[0]?.message ?? 'Write something first.');
    const { text: markdown, nonce, name, reply: replyTo } = form.data;
    let from = chatFrom(web, request);
    const { person } = await web.chat.identify({ from }, request.call);
    if (person === undefined) {
      const taken = await web.chat.takeName({ from, name: name ?? '' }, request.call);
      keepGuest(web, reply, taken.secret);
      from = { ...from, guest: taken.secret };
    }
    const said = await web.chat.sayInRoom({ room, from, markdown, nonce, replyTo }, request.call);
    return reply.redirect(`/rooms/${room}#m${said.number}`, 303);
  } catch (thrown) {
    const problem =
      toAppError(thrown).reason === 'no_name' ? 'Say what you are called.' : problemOf(thrown, reply);
    const unsent = { text: body['text'], name: body['name'], nonce: body['nonce'] };
    return sendRoom(web, request, reply, { reply: number.parse(body['reply']) }, { problem, ...unsent });
  }
}

async function sendRoom(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  query: z.output<typeof Query>,
  form: {
    problem?: string;
    text?: string | undefined;
    name?: string | undefined;
    nonce?: string | undefined;
  } = {},
): Promise<FastifyReply> {
  const { call } = request;
  const { name } = paramsOf(request);
  const from = chatFrom(web, request);
  const { q, before } = query;
  const [site, room, found, { person }, bot, { rooms: read }] = await Promise.all([
    web.state.revision(call).then(revision => web.state.site(revision, call)),
    web.chat.getRoom({ name }, call),
    q === undefined
      ? web.chat.listMessages({ room: name, before, limit: ON_A_PAGE }, call)
      : foundIn(web.chat.searchMessages({ room: name, query: q }, call)),
    web.chat.identify({ from }, call),
    // Without the bot the room goes on.
    web.bot.listActions({}, call).catch(() => undefined),
    from.session === undefined ? { rooms: [] } : web.chat.listRead({ from }, call),
  ]);
  const [pinned, answered] = await Promise.all([
    room.pinned === undefined ? undefined : one(room.pinned),
    query.reply === undefined ? undefined : one(query.reply),
  ]);
  const page: RoomPage = {
    room,
    person,
    bot: room.bot ? bot : undefined,
    ...found,
    live: q === undefined && before === undefined,
    query: q,
    pinned,
    answered,
    read: read.find(each => each.room === name)?.number,
    form: { ...form, nonce: form.nonce ?? randomUUID() },
  };
  return reply
    .header('cache-control', 'private, no-store')
    .type(HTML)
    .send(roomView(frameOf(web, site), page).text);

  async function one(number: number) {
    const { messages } = await web.chat.listMessages({ room: name, after: number - 1, limit: 1 }, call);
    return messages.find(message => message.number === number && !message.deleted);
  }
}

/** What was found as a page of the room, oldest first. */
async function foundIn(search: ReturnType<WebContext['chat']['searchMessages']>) {
  return { messages: (await search).messages.toReversed(), older: false, change: undefined };
}

function paramsOf(request: FastifyRequest): z.output<typeof Params> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such room.');
  return params.data;
}
