import { toAppError } from '../../../core/errors.ts';
import type { Act, ActResult } from '../contract/acts.ts';

/**
 * Does an act with IRC's own means, as an operator of the channel. A time-out is a ban with a kick that whoever asked lifts:
 * servers know none. `send` resolves when the server has done the commands, and throws why it has not.
 */
export async function moderate(
  channel: string,
  act: Act,
  send: (lines: readonly string[]) => Promise<unknown>,
): Promise<ActResult> {
  const { lines, ...result } = planOf(channel, act);
  if (lines.length === 0) return { done: false, ...result };
  try {
    await send(lines);
    return { done: true, ...result };
  } catch (thrown) {
    return { done: false, words: toAppError(thrown).message };
  }
}

type Plan = Omit<ActResult, 'done'> & { lines: string[] };

function planOf(channel: string, { act, target, reason, minutes, undo }: Act): Plan {
  switch (act) {
    case 'delete':
    case 'restore':
      return unable('IRC has no way to take back what was said.');
    case 'lock':
      return { lines: [`MODE ${channel} +m`], words: `${channel} is moderated (+m).`, undo: '-m' };
    case 'unlock':
      return { lines: [`MODE ${channel} -m`], words: `${channel} is open again (-m).` };
    case 'lift':
      if (!undo || !isMask(undo)) return unable('It is not known what to lift.');
      return { lines: [`MODE ${channel} -b ${undo}`], words: `The ban of ${undo} is lifted.` };
    default: {
      const nick = target && oneWord(target.name);
      if (!nick) return unable('It is not known whom.');
      const host = target.host ? oneWord(target.host) : undefined;
      const mask = host ? `*!*@${host}` : `${nick}!*@*`;
      return {
        lines: [`MODE ${channel} +b ${mask}`, `KICK ${channel} ${nick} :${oneLine(reason) || 'moderated'}`],
        words: `${mask} is banned from ${channel}.`,
        undo: mask,
        ...((act === 'timeout' || minutes !== undefined) && { lift: true }),
      };
    }
  }
}

function unable(words: string): Plan {
  return { lines: [], words, unable: true };
}

function oneLine(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]+/g, ' ').trim();
}

function oneWord(text: string): string | undefined {
  return /^[^\s\x00-\x1f\x7f,:][^\s\x00-\x1f\x7f,]*$/.test(text) ? text : undefined;
}

function isMask(text: string): boolean {
  return /^[^\s\x00-\x1f\x7f,:!]+![^\s\x00-\x1f\x7f,!]+$/.test(text);
}
