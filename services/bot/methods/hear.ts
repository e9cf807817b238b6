import { toAppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';
import type { Message } from '../contract.ts';

/**
 * Hears a message and answers later, to every destination of its room. What is meant for the bot is stored when this
 * resolves, and is answered whatever becomes of this process; what is not costs no query. What breaks a rule of its room is
 * not answered. Throws `rate_limited`,
 * `queue_full` when it cannot be taken; in a room with rules it is not accepted then, and not asked for again.
 */
export async function hear(ctx: BotContext, message: Message): Promise<{ accepted: boolean }> {
  ctx.counters.heard.add();
  if (ctx.moderation.hear(message)) return { accepted: true };
  ctx.logBook.hear(message);
  ctx.interpreter.hear(message);
  if (message.edited || message.action) return { accepted: true };
  ctx.overheard.hear(message);
  const requests = ctx.settings.of(message.room).read(message.text, message.direct);
  if (requests.length === 0) return { accepted: true };
  ctx.counters.meant.add();
  try {
    await ctx.inbox.accept(message, requests);
  } catch (thrown) {
    // Where there are rules, what comes next has to be judged: whoever passes it on must not wait for a place.
    const full = toAppError(thrown).reason === 'queue_full';
    if (!full || ctx.moderation.book.of(message.room) === undefined) throw thrown;
    return { accepted: false };
  }
  return { accepted: true };
}
