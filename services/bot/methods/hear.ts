import type { BotContext } from '../context.ts';
import type { Message } from '../contract.ts';

/**
 * Hears a message and answers later, to every destination of its room. What is meant for the bot is stored when this
 * resolves, and is answered whatever becomes of this process; what is not costs no query. Throws `rate_limited`,
 * `queue_full` when it cannot be taken.
 */
export async function hear(ctx: BotContext, message: Message): Promise<{ accepted: boolean }> {
  ctx.counters.heard.add();
  ctx.overheard.hear(message);
  const requests = ctx.settings.of(message.room).read(message.text, message.direct);
  if (requests.length === 0) return { accepted: true };
  ctx.counters.meant.add();
  await ctx.inbox.accept(message, requests);
  return { accepted: true };
}
