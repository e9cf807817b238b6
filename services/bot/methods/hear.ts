import { answerMessage, toAnswer } from '../answer-message.ts';
import type { BotContext } from '../context.ts';
import type { Message } from '../contract.ts';
import { joinReplies } from '../reply.ts';

/**
 * Hears a message and answers later, to every destination of its room. The work outlives the call: who was told
 * `accepted` need not wait. Throws `rate_limited`, `queue_full` when it cannot be taken.
 */
export function hear(ctx: BotContext, message: Message): { accepted: boolean } {
  const answering = answerMessage(ctx, message, { signal: ctx.signal });
  if (answering?.first) void deliver(ctx, message, answering.replies);
  return { accepted: true };
}

async function deliver(
  ctx: BotContext,
  message: Message,
  replies: NonNullable<ReturnType<typeof answerMessage>>['replies'],
): Promise<void> {
  try {
    ctx.destinations.send(message.room, toAnswer(joinReplies(await replies), message));
  } catch (thrown) {
    if (!ctx.signal.aborted)
      ctx.log.error({ err: thrown, room: message.room }, 'a message could not be answered');
  }
}
