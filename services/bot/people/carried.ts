import { toAppError } from '../../../core/errors.ts';
import type { BotContext } from '../context.ts';

/** Milliseconds for the relay to forget somebody. */
const PATIENCE = 5_000;

/** The relay takes no more of them at once. */
const MOST = 100;

export interface Carried {
  readonly persons: readonly string[];
  readonly names: readonly string[];
  /** What the ids of rooms begin with; all rooms unless given. */
  readonly rooms?: readonly string[];
}

/** Has the relay erase what somebody said in joined rooms; gives how many lines that were, undefined while it does not answer. */
export async function forgetCarried(
  { relay, log }: Pick<BotContext, 'relay' | 'log'>,
  { persons, names, rooms }: Carried,
): Promise<number | undefined> {
  const whose = { persons: persons.slice(0, MOST), names: [...names], ...(rooms && { rooms: [...rooms] }) };
  try {
    return (await relay.forget(whose, { deadline: Date.now() + PATIENCE })).erased;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unavailable' && error.code !== 'deadline') throw thrown;
    log.debug({ err: error }, 'the relay forgets nobody now');
    return undefined;
  }
}
