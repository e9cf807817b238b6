import type { CallContext } from '../../core/rpc/contract.ts';
import type { BotContext } from './context.ts';
import type { Answer, Message } from './contract.ts';
import type { Reply } from './reply.ts';
import { runRequest } from './run-request.ts';

/** A message on its way through the bot; undefined when the bot was not meant. */
export interface Answering {
  /** One for each thing the message asked for, in its order. */
  readonly replies: Promise<Reply[]>;
  /** False when a message of this id is answered already; `replies` are then those of the first. */
  readonly first: boolean;
}

/**
 * Reads what a message asks for and puts it in the action queue. Throws `rate_limited`, `queue_full` when there is no
 * place; what goes wrong later is a reply.
 */
export function answerMessage(
  ctx: BotContext,
  message: Message,
  call: CallContext & { signal: AbortSignal },
): Answering | undefined {
  ctx.counters.heard.add();
  const requests = ctx.read(message.text, message.direct);
  if (requests.length === 0) return undefined;
  ctx.counters.meant.add();
  const room = ctx.rooms.get(message.room, ctx.forActions.now().getTime());
  const { result, first } = room.once(message.id, () =>
    ctx.queue.add(
      room.id,
      signal => Promise.all(requests.map(request => runRequest(ctx, request, message, { ...call, signal }))),
      call.signal,
    ),
  );
  return { replies: result, first };
}

/** A reply as it leaves the bot. */
export function toAnswer(reply: Reply, message: Message): Answer {
  return { text: reply.text, html: reply.html.text, to: message.sender.name };
}
