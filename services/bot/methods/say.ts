import type { Call } from '../../../core/rpc/contract.ts';
import type { BotContext } from '../context.ts';
import { say } from '../reply.ts';

/** Milliseconds for which it is waited for somebody to take it. */
const PATIENCE = 8_000;

/** Says something in a room once, whatever happens to the call. Throws `unavailable` when nobody takes it. */
export async function sayInRoom(
  ctx: BotContext,
  { room, text, id }: { room: string; text: string; id: string },
  { signal }: Pick<Call, 'signal'>,
): Promise<Record<never, never>> {
  const lines = text.split('\n').map(say);
  const answer = { text, html: lines.map(line => line.html.text).join('') };
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  await ctx.destinations.deliver(room, answer, `say ${id}`, patience);
  return {};
}
