import { toAppError } from '../../../core/errors.ts';
import type { Act, ActResult } from '../contract/acts.ts';
import type { MatrixClient } from './client.ts';

/** Does an act with Matrix's own means. A time-out is a ban that whoever asked lifts: servers know none. */
export async function moderate(
  client: MatrixClient | undefined,
  room: string | undefined,
  asked: Act,
): Promise<ActResult> {
  const { act, target, reason, minutes, undo } = asked;
  const user = target?.account ?? target?.id;
  const isUser = user !== undefined && /^@[^:\s]+:\S+$/.test(user);
  if (!client || room === undefined) return { done: false, words: 'The relay is not in the room now.' };
  try {
    switch (act) {
      case 'delete':
        if (!target?.message) return unable('It is not known which message.');
        await client.redact(room, target.message, `croft-act-${target.message}`, reason);
        return { done: true, words: 'The message is redacted.' };
      case 'timeout':
      case 'ban':
        if (!isUser) return unable('It is not known whom.');
        await client.member(room, 'ban', user, reason);
        return {
          ...{ done: true, words: `${user} is banned from the room.`, undo: user },
          ...((act === 'timeout' || minutes !== undefined) && { lift: true }),
        };
      case 'lift':
        if (!undo) return unable('It is not known whom.');
        await client.member(room, 'unban', undo, reason);
        return { done: true, words: `The ban of ${undo} is lifted.` };
      default:
        return unable('Matrix has no such thing that could be done from here.');
    }
  } catch (thrown) {
    return { done: false, words: toAppError(thrown).message };
  }
}

function unable(words: string): ActResult {
  return { done: false, unable: true, words };
}
