import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../../core/errors.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import { planActs } from './moderate.ts';
import type { Receipts } from './receipts.ts';
import type { Session } from './session.ts';

/** Milliseconds. */
const REFUSED_WITHIN = 4_000;

export interface ActingParts {
  readonly session: Session;
  readonly receipts: Receipts;
  /** Queues a line of the protocol. */
  command(line: string): void;
}

/** Does acts in a channel in as few lines as can be. One that the server does not refuse within seconds counts as done. */
export async function actAll(
  { session, receipts, command }: ActingParts,
  channel: string,
  acts: readonly Act[],
): Promise<ActResult[]> {
  const locks = acts.some(({ act }) => act === 'lock');
  const modes = locks ? await session.modes.of(channel) : undefined;
  const able = { ...session.abilities, moderated: modes?.includes('m') ?? false };
  const { lines, results } = planActs(channel, acts, able);
  if (lines.length === 0) return results;
  const { token, taken } = receipts.open(channel);
  for (const line of lines) command(line);
  command(`PING :${token}`);
  try {
    await Promise.race([taken, sleep(REFUSED_WITHIN)]);
    return results;
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    const help = ` An operator helps with: /mode ${channel} +o ${session.nick}`;
    const words = code === 'forbidden' ? message + help : message;
    return results.map(result => (result.done ? { done: false, words } : result));
  }
}
