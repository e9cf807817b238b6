import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { CommandNeeds } from '../../../../bot/contract.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import {
  COMMANDS_PATH,
  type CommandFields,
  commandsView,
  commandView,
  NEW_COMMAND,
} from '../../views/bot/commands.ts';
import { idOf, roomsOfBot } from './asked.ts';

const Form = z.object({
  name: z.string(),
  text: z.string().transform(text => text.replaceAll('\r\n', '\n')),
  aliases: z.string().transform(text => text.split(/[\s,]+/).filter(Boolean)),
  room: z.string(),
  needs: CommandNeeds,
  cooldown: z.coerce.number(),
  personCooldown: z.coerce.number(),
});

/** `GET /admin/bot/commands`. */
export async function commandsPage(asked: AdminRequest): Promise<Html> {
  return list(asked, NEW_COMMAND);
}

/** `POST /admin/bot/commands` adds one. */
export async function addCommandPage(asked: AdminRequest): Promise<Html | FastifyReply> {
  const fields = readForm(asked);
  const problem = await said(asked.web.bot.addCommand(fields, asked.request.call));
  if (problem !== undefined) return list(asked, fields, problem);
  return goTo(asked, COMMANDS_PATH, 'The command is there.');
}

/** `GET /admin/bot/commands/ID`. */
export async function commandPage(asked: AdminRequest): Promise<Html> {
  return one(asked);
}

/** `POST /admin/bot/commands/ID` changes it. */
export async function changeCommandPage(asked: AdminRequest): Promise<Html | FastifyReply> {
  const fields = readForm(asked);
  const problem = await said(asked.web.bot.changeCommand({ id: idOf(asked), ...fields }, asked.request.call));
  if (problem !== undefined) return one(asked, fields, problem);
  return goTo(asked, COMMANDS_PATH, 'Saved.');
}

/** `POST /admin/bot/commands/ID/delete`. */
export async function deleteCommandPage(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.bot.removeCommand({ id: idOf(asked) }, asked.request.call);
  return goTo(asked, COMMANDS_PATH, 'The command is deleted.');
}

async function list(asked: AdminRequest, fields: CommandFields, problem?: string): Promise<Html> {
  const { commands, prefix, rooms } = await all(asked);
  if (problem !== undefined) asked.reply.code(400);
  return commandsView(asked, commands, prefix, { fields, problem, rooms });
}

async function one(asked: AdminRequest, sent?: CommandFields, problem?: string): Promise<Html> {
  const id = idOf(asked);
  const { commands, prefix, rooms } = await all(asked);
  const command = commands.find(each => each.id === id);
  if (!command) throw new AppError('not_found', 'There is no such command.');
  if (problem !== undefined) asked.reply.code(400);
  return commandView(asked, command, prefix, { fields: sent ?? command, problem, rooms });
}

async function all(asked: AdminRequest) {
  const { bot } = asked.web;
  const { call } = asked.request;
  const [{ commands }, { prefix }, rooms] = await Promise.all([
    bot.listCommands({}, call),
    bot.listActions({}, call),
    roomsOfBot(asked),
  ]);
  return { commands, prefix, rooms };
}

function readForm({ request }: AdminRequest): CommandFields {
  const form = Form.safeParse(request.body ?? {});
  if (form.success) return form.data;
  throw new AppError('invalid', 'This form is not whole. Load the page again.');
}

/** What is wrong with what was sent, in words; undefined when it was taken. */
export async function said(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'invalid' || code === 'conflict' || code === 'rate_limited') return message;
    throw thrown;
  }
}
