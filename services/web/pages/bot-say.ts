import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, toAppError } from '../../../core/errors.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import { senderOf } from '../../bot/contract.ts';
import { BotForm, continueTalk } from '../bot-talk.ts';
import type { WebContext } from '../context.ts';
import { HTML } from '../http/rendered.ts';
import { findSignedIn } from '../http/signed-in.ts';
import { botView } from '../views/bot.ts';
import { frameOf } from '../views/frame.ts';

/** `POST /bot`: one message, of who is signed in or of a visitor, and the page again with the answers. */
export async function sayToBot(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const form = BotForm.safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'Say something of 1 to 1000 letters.');
  const { text, talk } = form.data;
  const room = form.data.room ?? `web/${randomUUID()}`;
  const [revision, signedIn] = await Promise.all([
    web.state.revision(request.call),
    findSignedIn(web, request),
  ]);
  const sender = signedIn ? senderOf(signedIn.principal) : { name: 'visitor' };
  const [site, bot, said] = await Promise.all([
    web.state.site(revision, request.call),
    web.bot.listActions({}, request.call),
    web.bot.ask({ room, text, sender, direct: true }, request.call).then(
      ({ answers }) => ({
        talk: continueTalk(talk, { said: text, answers: answers.map(answer => answer.text) }),
      }),
      (thrown: unknown) => refused(thrown, { talk, unsent: text }),
    ),
  ]);
  const page = botView(frameOf(web, site), { bot, room, ...said });
  return reply.header('cache-control', 'no-store').type(HTML).send(page.text);
}

/** What the bot refuses is told in place, with the message still in the field. */
function refused<T extends object>(thrown: unknown, kept: T): T & { problem: string } {
  const error = toAppError(thrown);
  if (error.code !== 'invalid' && error.code !== 'rate_limited') throw thrown;
  return { ...kept, problem: error.message };
}
