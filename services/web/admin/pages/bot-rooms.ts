import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { Language, Prefix, RoomId, type RoomOptions, TimeZone } from '../../../bot/contract.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';
import { roomPath } from '../views/bot/bot-tabs.ts';
import { botRoomsView, botRoomView, type ShownRoom, type Wrong } from '../views/bot-rooms.ts';

const Query = z.object({ id: RoomId });

const Form = z.object({
  id: RoomId,
  prefix: z.string().trim(),
  titles: z.literal('on').optional().transform(Boolean),
  seen: z.string().optional(),
  logged: z.string().optional(),
  logHours: z.coerce.number().int().min(24).max(72).catch(48),
  language: z.string().trim().default(''),
  timeZone: z.string().trim().default(''),
  translated: z.string().optional(),
  moderators: z.string().transform(text => text.split(/[\s,]+/).filter(Boolean)),
});

/** `GET /admin/bot`: the rooms that the bot is in, and those that have options of their own. */
export async function botRoomsPage(asked: AdminRequest): Promise<Html> {
  const { bot } = asked.web;
  const { call } = asked.request;
  const [{ rooms: set }, { rooms: here }, { rooms: web }] = await Promise.all([
    bot.listRoomOptions({}, call),
    bot.listRooms({}, call),
    asked.web.chat.listRooms({}, call),
  ]);
  const heard = web.filter(room => room.bot).map(({ name }) => `chat/${name}`);
  const ids = [...here.map(({ id }) => id), ...heard];
  const shown = new Map<string, ShownRoom>(ids.map(id => [id, { id, here: true }]));
  for (const options of set)
    shown.set(options.room, { id: options.room, here: shown.has(options.room), options });
  return botRoomsView(
    asked,
    [...shown.values()].toSorted((a, b) => a.id.localeCompare(b.id)),
  );
}

/** `GET /admin/bot/room?id=ROOM`. */
export async function botRoomPage(asked: AdminRequest): Promise<Html> {
  const query = Query.safeParse(asked.request.query);
  if (!query.success) throw new AppError('not_found', 'There is no such room.');
  return one(asked, query.data.id);
}

/** `POST /admin/bot/room` sets all of a room's options. */
export async function saveBotRoom(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { web, request } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'This form is not whole. Load the page again.');
  const { id, moderators, logHours, titles } = form.data;
  // Each has a name of its own: of a repeated one a form of this site gives the last.
  const on = (name: string) => `on-${name}` in (request.body as object);
  const { actions } = await web.bot.listActions({}, request.call);
  const off = actions.filter(({ name, fixed }) => !fixed && !on(name)).map(({ name }) => name);
  const prefix = Prefix.safeParse(form.data.prefix);
  const language = Language.safeParse(form.data.language);
  const timeZone = TimeZone.safeParse(form.data.timeZone);
  const wrong = {
    prefix: form.data.prefix !== '' && !prefix.success,
    language: form.data.language !== '' && !language.success,
    timeZone: form.data.timeZone !== '' && !timeZone.success,
  };
  const [seen, logged, translated] = [form.data.seen, form.data.logged, form.data.translated].map(
    one => one !== undefined,
  ) as [boolean, boolean, boolean];
  const rest = { room: id, off, moderators, titles, seen, logged, logHours, translated };
  if (Object.values(wrong).some(Boolean)) {
    const { data } = form;
    const sent = { ...rest, prefix: data.prefix, language: data.language, timeZone: data.timeZone };
    return one(asked, id, sent, wrong);
  }
  const set = {
    ...rest,
    prefix: prefix.data ?? null,
    language: language.data || null,
    timeZone: timeZone.data ?? null,
  };
  await web.bot.setRoomOptions(set, request.call);
  return goTo(asked, roomPath(id), 'Saved.');
}

async function one(asked: AdminRequest, id: string, sent?: RoomOptions, wrong: Wrong = {}): Promise<Html> {
  const { bot } = asked.web;
  const { call } = asked.request;
  const [{ rooms }, able] = await Promise.all([bot.listRoomOptions({}, call), bot.listActions({}, call)]);
  const options = sent ??
    rooms.find(({ room }) => room === id) ?? { room: id, prefix: null, off: [], moderators: [] };
  return botRoomView(asked, options, able, wrong);
}
