import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { COUNTERS_PATH, countersView } from '../../views/bot/counters.ts';
import { roomsOfBot } from './asked.ts';
import { said } from './commands.ts';

const One = z.object({ room: z.string(), name: z.string() });
const Form = One.extend({ value: z.coerce.number() });

/** `GET /admin/bot/counters`. */
export async function countersPage(asked: AdminRequest): Promise<Html> {
  return list(asked);
}

/** `POST /admin/bot/counters` sets one. */
export async function setCounterPage(asked: AdminRequest): Promise<Html | FastifyReply> {
  const counter = read(Form, asked);
  const problem = await said(asked.web.bot.setCounter(counter, asked.request.call));
  if (problem !== undefined) return list(asked, problem);
  return goTo(asked, COUNTERS_PATH, `${counter.name} is ${counter.value}.`);
}

/** `POST /admin/bot/counters/delete`. */
export async function deleteCounterPage(asked: AdminRequest): Promise<FastifyReply> {
  const counter = read(One, asked);
  await asked.web.bot.removeCounter(counter, asked.request.call);
  return goTo(asked, COUNTERS_PATH, `${counter.name} is deleted.`);
}

async function list(asked: AdminRequest, problem?: string): Promise<Html> {
  const [{ counters }, rooms] = await Promise.all([
    asked.web.bot.listCounters({}, asked.request.call),
    roomsOfBot(asked),
  ]);
  if (problem !== undefined) asked.reply.code(400);
  return countersView(asked, counters, rooms, problem);
}

function read<S extends z.ZodType>(schema: S, { request }: AdminRequest): z.output<S> {
  const form = schema.safeParse(request.body ?? {});
  if (form.success) return form.data;
  throw new AppError('invalid', 'This form is not whole. Load the page again.');
}
