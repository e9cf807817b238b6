import { toAppError } from '../../../core/errors.ts';
import type { Act, ActResult, ActTarget } from '../contract/acts.ts';
import type { Helix } from './helix.ts';

/** Seconds of the longest time-out: two weeks. */
const LONGEST_TIMEOUT = 1_209_600;

/** A channel as it is when somebody acts in it. */
export interface ActedIn {
  /** Its id, when it is known. */
  readonly broadcaster: string | undefined;
  /** Only subscribers may speak. */
  readonly closed: boolean;
}

/** Does an act through Twitch's API, as a moderator of the channel. */
export async function moderate(
  helix: Helix,
  { broadcaster, closed }: ActedIn,
  asked: Act,
): Promise<ActResult> {
  const { act, target, reason, minutes, undo } = asked;
  if (broadcaster === undefined) return { done: false, words: 'The relay is not in the channel now.' };
  try {
    switch (act) {
      case 'delete':
        if (!target?.message) return unable('It is not known which message.');
        await helix.deleteMessage(broadcaster, target.message);
        return { done: true, words: 'The message is deleted.' };
      case 'timeout':
      case 'ban': {
        const user = await userOf(helix, target);
        if (user === undefined) return unable('It is not known whom: Twitch wants the id of the account.');
        const length = act === 'timeout' ? (minutes ?? 10) : minutes;
        const seconds = length === undefined ? undefined : Math.min(length * 60, LONGEST_TIMEOUT);
        await helix.ban(broadcaster, user, seconds, reason);
        const words =
          seconds === undefined
            ? 'They are banned.'
            : `They may not speak for ${Math.ceil(seconds / 60)} minutes.`;
        return { done: true, words, undo: user };
      }
      case 'lift':
        if (!undo) return unable('It is not known whom.');
        await helix.unban(broadcaster, undo);
        return { done: true, words: 'They may speak again.' };
      case 'lock':
        if (closed) return { done: true, words: 'Only subscribers could speak before, and it stays so.' };
        await helix.subscribersOnly(broadcaster, true);
        return { done: true, words: 'Only subscribers may speak.', undo: 'subscribers', lift: true };
      case 'unlock':
        await helix.subscribersOnly(broadcaster, false);
        return { done: true, words: 'Everybody may speak.' };
      default:
        return unable('Twitch has no such thing.');
    }
  } catch (thrown) {
    return { done: false, words: toAppError(thrown).message };
  }
}

/** The id of an account; who is known by name alone is looked up by it. */
async function userOf(
  helix: Helix,
  { account, id, name }: Partial<ActTarget> = {},
): Promise<string | undefined> {
  const known = [account, id].find(one => one !== undefined && /^\d{1,20}$/.test(one));
  if (known !== undefined || name === undefined || !/^\w{1,25}$/.test(name)) return known;
  return (await helix.users([name.toLowerCase()]))[0]?.id;
}

function unable(words: string): ActResult {
  return { done: false, unable: true, words };
}
