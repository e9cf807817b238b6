import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { NEW_TIMER, TIMERS_PATH, type TimerFields, timersView, timerView } from '../../views/bot/timers.ts';
import { idOf, roomsOfBot } from './asked.ts';
import { said } from './commands.ts';

const Form = z.object({
  room: z.string().default(''),
  text: z.string().transform(text => text.replaceAll('\r\n', '\n')),
  minutes: z.coerce.number(),
  minLines: z.coerce.number(),
  active: z.literal('on').optional().transform(Boolean),
});

/** `GET /admin/bot/timers`. */
export async function timersPage(asked: AdminRequest): Promise<Html> {
  return list(asked, NEW_TIMER);
}

/** `POST /admin/bot/timers` adds one. */
export async function addTimerPage(asked: AdminRequest): Promise<Html | FastifyReply> {
  const fields = readForm(asked);
  const { active: _, ...timer } = fields;
  const problem = await said(asked.web.bot.addTimer(timer, asked.request.call));
  if (problem !== undefined) return list(asked, fields, problem);
  return goTo(asked, TIMERS_PATH, 'The timer runs.');
}

/** `GET /admin/bot/timers/ID`. */
export async function timerPage(asked: AdminRequest): Promise<Html> {
  return one(asked);
}

/** `POST /admin/bot/timers/ID` changes it, or switches it on or off. */
export async function changeTimerPage(asked: AdminRequest): Promise<Html | FastifyReply> {
  const fields = readForm(asked);
  const { room: _, ...change } = fields;
  const problem = await said(asked.web.bot.changeTimer({ id: idOf(asked), ...change }, asked.request.call));
  if (problem !== undefined) return one(asked, fields, problem);
  return goTo(asked, TIMERS_PATH, 'Saved.');
}

/** `POST /admin/bot/timers/ID/delete`. */
export async function deleteTimerPage(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.bot.removeTimer({ id: idOf(asked) }, asked.request.call);
  return goTo(asked, TIMERS_PATH, 'The timer is deleted.');
}

async function list(asked: AdminRequest, fields: TimerFields, problem?: string): Promise<Html> {
  const [{ timers }, rooms] = await Promise.all([
    asked.web.bot.listTimers({}, asked.request.call),
    roomsOfBot(asked),
  ]);
  if (problem !== undefined) asked.reply.code(400);
  return timersView(asked, timers, { fields, problem, rooms });
}

async function one(asked: AdminRequest, sent?: TimerFields, problem?: string): Promise<Html> {
  const id = idOf(asked);
  const { timers } = await asked.web.bot.listTimers({}, asked.request.call);
  const timer = timers.find(each => each.id === id);
  if (!timer) throw new AppError('not_found', 'There is no such timer.');
  if (problem !== undefined) asked.reply.code(400);
  return timerView(asked, timer, { fields: sent ?? timer, problem });
}

function readForm({ request }: AdminRequest): TimerFields {
  const form = Form.safeParse(request.body ?? {});
  if (form.success) return form.data;
  throw new AppError('invalid', 'This form is not whole. Load the page again.');
}
