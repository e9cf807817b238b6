import type { FastifyReply } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { RoomName, RoomSettings } from '../../../chat/contract.ts';
import { chatFrom } from '../../rooms/visit.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';
import { ROOMS_PATH, roomSettingsView, roomsAdminView } from '../views/rooms.ts';

type Form = Record<string, string | undefined>;

/** `GET /admin/rooms`. */
export async function roomsAdminPage(asked: AdminRequest): Promise<Html> {
  return list(asked);
}

/** `POST /admin/rooms` makes one. */
export async function makeRoom(asked: AdminRequest): Promise<Html | FastifyReply> {
  const form = formOf(asked);
  const name = RoomName.safeParse(form['name']?.trim());
  const settings = readSettings(form);
  if (!name.success || !settings.success)
    return list(asked, form, (name.error ?? settings.error)?.issues[0]?.message);
  try {
    await asked.web.chat.createRoom({ name: name.data, ...settings.data }, asked.request.call);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.reason === 'name_taken')
      return list(asked, form, thrown.message);
    throw thrown;
  }
  return goTo(asked, `${ROOMS_PATH}/${name.data}`, 'The room is open.');
}

/** `GET /admin/rooms/NAME`. */
export async function roomSettingsPage(asked: AdminRequest): Promise<Html> {
  return one(asked);
}

/** `POST /admin/rooms/NAME` changes it. */
export async function changeRoom(asked: AdminRequest): Promise<Html | FastifyReply> {
  const name = nameOf(asked);
  const settings = readSettings(formOf(asked));
  if (!settings.success) return one(asked, settings.error.issues[0]?.message);
  const { keepDays = null, ...rest } = settings.data;
  await asked.web.chat.updateRoom({ name, settings: { ...rest, keepDays } }, asked.request.call);
  return goTo(asked, `${ROOMS_PATH}/${name}`, 'Saved.');
}

/** `POST /admin/rooms/NAME/delete`. */
export async function removeRoom(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.chat.deleteRoom({ name: nameOf(asked) }, asked.request.call);
  return goTo(asked, ROOMS_PATH, 'The room is deleted.');
}

/** `POST /admin/rooms/NAME/lift` lets somebody speak or in again. */
export async function liftSanction(asked: AdminRequest): Promise<FastifyReply> {
  const room = nameOf(asked);
  const { person, kind } = formOf(asked);
  const from = chatFrom(asked.web, asked.request);
  const lifted = { room, from, person: Number(person), kind: kind === 'block' ? 'block' : 'mute' } as const;
  await asked.web.chat.liftSanction(lifted, asked.request.call);
  return goTo(asked, `${ROOMS_PATH}/${room}`, 'It is lifted.');
}

/** `GET /admin/rooms/NAME/export`: everything that was said, as a file of JSON. */
export async function exportRoom(asked: AdminRequest): Promise<FastifyReply> {
  const room = nameOf(asked);
  const messages = await Array.fromAsync(asked.web.chat.exportRoom({ room }, asked.request.call));
  return asked.reply
    .header('content-disposition', `attachment; filename="${room}.json"`)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ room, messages }));
}

async function list(asked: AdminRequest, form: Form = {}, problem?: string): Promise<Html> {
  if (problem !== undefined) asked.reply.code(400);
  const { rooms } = await asked.web.chat.listRooms(
    { from: chatFrom(asked.web, asked.request) },
    asked.request.call,
  );
  return roomsAdminView(asked, rooms, form, problem);
}

async function one(asked: AdminRequest, problem?: string): Promise<Html> {
  if (problem !== undefined) asked.reply.code(400);
  const name = nameOf(asked);
  const { call } = asked.request;
  const from = chatFrom(asked.web, asked.request);
  const [settings, { sanctions }, { entries: moderation }] = await Promise.all([
    asked.web.chat.getRoomSettings({ name }, call),
    asked.web.chat.listSanctions({ room: name, from }, call),
    asked.web.chat.listModeration({ room: name, from }, call),
  ]);
  return roomSettingsView(asked, { name, settings, sanctions, moderation, problem });
}

function readSettings(form: Form) {
  return RoomSettings.safeParse({
    title: form['title'] ?? '',
    topic: form['topic'] ?? '',
    readers: form['readers'] ?? 'everyone',
    writers: form['writers'] ?? 'everyone',
    slowSeconds: Number(form['slowSeconds'] || 0),
    filters: (form['filters'] ?? '')
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
    keepDays: form['keepDays'] ? Number(form['keepDays']) : undefined,
    bot: form['bot'] !== undefined,
    previews: form['previews'] !== undefined,
  });
}

function formOf({ request }: AdminRequest): Form {
  return (request.body ?? {}) as Form;
}

function nameOf({ request }: AdminRequest): string {
  const { data } = RoomName.safeParse((request.params as { name?: string }).name);
  if (data === undefined) throw new AppError('not_found', 'There is no such room.');
  return data;
}
