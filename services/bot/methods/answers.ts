import type { Call } from '../../../core/rpc/contract.ts';
import type { BotContext } from '../context.ts';
import type { Delivery } from '../store/answers.ts';

/** Answers for every room whose id begins with the prefix, as they come. */
export function answers(
  ctx: BotContext,
  input: { prefix: string; after?: string | undefined },
  call: Pick<Call, 'signal'>,
): AsyncIterable<Delivery> {
  return ctx.destinations.listen(input, call.signal);
}
