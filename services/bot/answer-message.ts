import type { CallContext } from '../../core/rpc/contract.ts';
import type { BotContext } from './context.ts';
import type { Answer, Message } from './contract.ts';
import { justOnce } from './effects.ts';
import type { Reply } from './reply.ts';
import { runRequests } from './run-requests.ts';

/**
 * Reads what a message asks for and puts it in the action queue. Gives one reply for each thing, in its order, and none when
 * the bot was not meant; the same id again gives those of the first. Throws `rate_limited`, `queue_full` when there is no
 * place; what goes wrong later is a reply.
 */
export function answerMessage(
  ctx: BotContext,
  message: Message,
  call: CallContext & { signal: AbortSignal },
): Promise<Reply[]> {
  ctx.counters.heard.add();
  const requests = ctx.settings.of(message.room).read(message.text, message.direct);
  if (requests.length === 0) return Promise.resolve([]);
  ctx.counters.meant.add();
  const once = justOnce(ctx.db);
  const room = ctx.rooms.get(message.room, ctx.forActions.now().getTime());
  return room.once(message.id, () =>
    ctx.queue.add(
      room.id,
      async signal => {
        const given = { message, call: { ...call, signal }, onceAt: () => once };
        return (await runRequests(ctx, requests, given)).replies;
      },
      call.signal,
    ),
  );
}

/** A reply as it leaves the bot. */
export function toAnswer(reply: Reply, message: Message): Answer {
  return { text: reply.text, html: reply.html.text, to: message.sender.name };
}
