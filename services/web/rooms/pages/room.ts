import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import { requireSameOrigin } from '../../../../core/http/origin-check.ts';
import { isCommand, MessageText, Nonce, RoomName } from '../../../chat/contract.ts';
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
  /** Shown in a frame, within a post. */
  embed: z.literal('1').optional().catch(undefined),
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
  try {
    return await sendRoom(web, request, reply, query);
  } catch (thrown) {
    if (toAppError(thrown).reason !== 'members_only' || chatFrom(web, request).session) throw thrown;
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  }
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
    if (body['nick'] !== undefined) return await rename(web, request, reply, body['nick']);
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
    if (isCommand(markdown)) {
      const { said } = await web.chat.runCommand({ room, from, text: markdown }, request.call);
      return await sendRoom(web, request, reply, {}, { said });
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

/** Calls a guest otherwise from now on. */
async function rename(web: WebContext, request: FastifyRequest, reply: FastifyReply, nick: string) {
  const asked = { from: chatFrom(web, request), name: nick.slice(0, 300) };
  const { person, secret } = await web.chat.takeName(asked, request.call);
  keepGuest(web, reply, secret);
  return sendRoom(web, request, reply, {}, { said: `You are called ${person.name} now.` });
}

async function sendRoom(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  query: z.output<typeof Query>,
  form: {
    problem?: string;
    said?: string;
    text?: string | undefined;
    name?: string | undefined;
    nonce?: string | undefined;
  } = {},
): Promise<FastifyReply> {
  const { call } = request;
  const { name } = paramsOf(request);
  const from = chatFrom(web, request);
  const { q, before, embed } = query;
  if (embed) allowFrame(reply);
  const [site, room, found, { person }, bot, { rooms: read }] = await Promise.all([
    web.state.revision(call).then(revision => web.state.site(revision, call)),
    web.chat.getRoom({ name, from }, call),
    q === undefined
      ? web.chat.listMessages({ room: name, from, before, limit: ON_A_PAGE }, call)
      : foundIn(web.chat.searchMessages({ room: name, from, query: q }, call)),
    web.chat.identify({ from }, call),
    // Without the bot the room goes on.
    web.bot.listActions({}, call).catch(() => undefined),
    from.session === undefined ? { rooms: [] } : web.chat.listRead({ from }, call),
  ]);
  const live = q === undefined && before === undefined;
  const since = live ? read.filter(each => each.room === name) : [];
  const [pinned, answered, toYou] = await Promise.all([
    room.pinned === undefined ? undefined : one(room.pinned),
    query.reply === undefined ? undefined : one(query.reply),
    since.length === 0 ? undefined : web.chat.listMentions({ from, since }, call),
  ]);
  const page: RoomPage = {
    room,
    person,
    bot: room.bot ? bot : undefined,
    ...found,
    live,
    embedded: embed !== undefined,
    query: q,
    pinned,
    answered,
    read: read.find(each => each.room === name)?.number,
    toYou: toYou?.mentions[0],
    form: { ...form, nonce: form.nonce ?? randomUUID() },
  };
  return reply
    .header('cache-control', 'private, no-store')
    .type(HTML)
    .send(roomView(frameOf(web, site), page).text);

  async function one(number: number) {
    const { messages } = await web.chat.listMessages({ room: name, from, after: number - 1, limit: 1 }, call);
    return messages.find(message => message.number === number && !message.deleted);
  }
}

/** What was found as a page of the room, oldest first. */
async function foundIn(search: ReturnType<WebContext['chat']['searchMessages']>) {
  return { messages: (await search).messages.toReversed(), older: false, change: undefined };
}

/** Pages of this site may show the room in a frame, and no others. */
function allowFrame(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'));
  reply.header('content-security-policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
}

function paramsOf(request: FastifyRequest): z.output<typeof Params> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such room.');
  return params.data;
}
