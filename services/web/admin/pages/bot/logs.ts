import type { FastifyReply } from 'fastify';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { LOGS_PATH, logsView } from '../../views/bot/logs.ts';

type Given = Record<string, string | undefined>;

const SHOWN = 100;

/** `GET /admin/bot/logs`: which rooms are logged, and what is looked for in them. */
export async function botLogsPage(asked: AdminRequest): Promise<Html> {
  const given = asked.request.query as Given;
  const whose = whoseOf(given);
  const q = given['q']?.trim().slice(0, 200) ?? '';
  const { bot } = asked.web;
  const { call } = asked.request;
  const looks = q !== '' || Object.keys(whose).length > 0;
  const [{ logs }, found] = await Promise.all([
    bot.listLogs({}, call),
    looks ? bot.searchLog({ ...whose, query: q, limit: SHOWN }, call) : undefined,
  ]);
  const query = { room: whose.room ?? '', name: whose.name ?? '', q };
  return logsView(asked, { logs, query, lines: found?.lines });
}

/** `GET /admin/bot/logs/export`: lines of a room or of somebody, as a file of JSON. */
export async function exportBotLog(asked: AdminRequest): Promise<FastifyReply> {
  const whose = whoseOf(asked.request.query as Given);
  const lines = await Array.fromAsync(asked.web.bot.exportLog(whose, asked.request.call));
  return sendFile(asked, 'log.json', { ...whose, lines });
}

/** `POST /admin/bot/logs/erase`. */
export async function eraseBotLog(asked: AdminRequest): Promise<FastifyReply> {
  const { erased } = await asked.web.bot.eraseLog(
    whoseOf((asked.request.body ?? {}) as Given),
    asked.request.call,
  );
  return goTo(asked, LOGS_PATH, `Erased: ${erased} ${erased === 1 ? 'line' : 'lines'}.`);
}

/** `GET /admin/bot/logs/person`: everything that is kept of somebody, as a file of JSON. */
export async function exportBotPerson(asked: AdminRequest): Promise<FastifyReply> {
  const { name = '' } = whoseOf(asked.request.query as Given);
  return sendFile(asked, 'person.json', await asked.web.bot.aboutPerson({ name }, asked.request.call));
}

/** `POST /admin/bot/logs/forget`. */
export async function forgetBotPerson(asked: AdminRequest): Promise<FastifyReply> {
  const { name = '' } = whoseOf((asked.request.body ?? {}) as Given);
  const { erased, carried } = await asked.web.bot.forgetPerson({ name }, asked.request.call);
  const done = erased === 0 ? 'Nothing was kept of them.' : `Forgotten: ${erased} things.`;
  const left =
    carried === false
      ? ' The relay does not answer: what they said in joined rooms stays there until it goes by itself.'
      : '';
  return goTo(asked, LOGS_PATH, done + left);
}

function whoseOf(given: Given): { room?: string; name?: string } {
  const room = given['room']?.trim().slice(0, 300);
  const name = given['name']?.trim().slice(0, 200);
  return { ...(room && room.length >= 3 && { room }), ...(name && { name }) };
}

function sendFile({ reply }: AdminRequest, name: string, content: object): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(content));
}
