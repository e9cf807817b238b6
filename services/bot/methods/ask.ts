import type { Call } from '../../../core/rpc/contract.ts';
import { answerMessage, toAnswer } from '../answer-message.ts';
import type { BotContext } from '../context.ts';
import type { Answer, Message } from '../contract.ts';

/** Answers a message at once: one answer for each thing it asks for, none when the bot was not meant. */
export async function ask(
  ctx: BotContext,
  message: Message,
  call: Pick<Call, 'signal'> & Partial<Call>,
): Promise<{ answers: Answer[] }> {
  const replies = await answerMessage(ctx, message, call);
  return { answers: replies.filter(({ text }) => text !== '').map(reply => toAnswer(reply, message)) };
}
