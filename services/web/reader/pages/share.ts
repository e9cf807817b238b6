import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { idOf, showItem } from './item.ts';

const Form = z.object({
  room: z.string().trim().max(300).default(''),
  comment: z.string().trim().max(300).default(''),
  key: z.uuid(),
});

/** `POST /reader/item/ID/share`: has the bot say an item in a room. A form that is sent twice is one wish. */
export async function sharePage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account, reply } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'A room and a word to it have 300 letters at most.');
  const id = idOf(asked);
  try {
    await web.reader.shareItem({ account, id, ...form.data }, request.call);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'invalid' || !request.wantsHtml) throw thrown;
    reply.code(400);
    const problem = 'A room is written irc/NETWORK/#channel.';
    return await showItem(asked, { ...form.data, problem });
  }
  return done(asked, `The bot will say it in ${form.data.room}.`, { to: itemPath(id) });
}
