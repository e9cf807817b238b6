import type { FastifyReply } from 'fastify';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { BOT_PATH } from '../../views/bot/bot-tabs.ts';
import { decisionsView } from '../../views/bot/decisions.ts';

const ON_A_PAGE = 50;

/** `GET /admin/bot/decisions`: what rules and moderators did, newest first. */
export async function botDecisionsPage(asked: AdminRequest): Promise<Html> {
  const { room = '', name = '', before } = asked.request.query as Record<string, string | undefined>;
  const query = {
    ...(room.length >= 3 && { room: room.slice(0, 300) }),
    ...(name && { name: name.slice(0, 100) }),
  };
  const { decisions } = await asked.web.bot.listDecisions(
    { ...query, limit: ON_A_PAGE, ...(before && /^\d{1,15}$/.test(before) && { before }) },
    asked.request.call,
  );
  const last = decisions.length === ON_A_PAGE ? decisions.at(-1)!.id : undefined;
  const older = last && `${BOT_PATH}/decisions?${new URLSearchParams({ ...query, before: last })}`;
  return decisionsView(asked, { decisions, room, name, older });
}

/** `POST /admin/bot/decisions/undo` takes one back. */
export async function undoBotDecision(asked: AdminRequest): Promise<FastifyReply> {
  const { id = '' } = (asked.request.body ?? {}) as Record<string, string | undefined>;
  const path = `${BOT_PATH}/decisions`;
  try {
    await asked.web.bot.undoDecision({ id: id.slice(0, 20), by: asked.principal.name }, asked.request.call);
  } catch (thrown) {
    const failed =
      thrown instanceof AppError && (thrown.code === 'unavailable' || thrown.code === 'conflict');
    if (!failed) throw thrown;
    return goTo(asked, path, thrown.message);
  }
  return goTo(asked, path, 'Taken back.');
}
