import type { Act, ActResult, ActTarget } from '../contract/acts.ts';

/** What a server can do, as it has told (RPL_ISUPPORT, https://modern.ircdocs.horse/#chanmodes-parameter). */
export interface Abilities {
  /** Lists that a channel has: `beIq`. */
  readonly lists: string;
  /** Status modes, `qaohv`: where `q` is a founder it quiets nobody. */
  readonly statuses: string;
  /** `EXTBAN`: the sign before extended bans, and their letters. */
  readonly extbans: string;
  /** How many modes one line may change. */
  readonly modes: number;
  /** Messages can be taken back (https://ircv3.net/specs/extensions/message-redaction). */
  readonly redacts: boolean;
  /** The channel is moderated (+m) already. */
  readonly moderated?: boolean;
}

interface Plan {
  readonly result: ActResult;
  /** Changes of modes, such as `+b` and its mask. */
  readonly modes?: readonly (readonly [mode: string, mask?: string])[];
  /** Lines after them. */
  readonly lines?: readonly string[];
}

/** What is to be sent for acts in a channel, in as few lines as can be, and what is to be told of each when it is done. */
export function planActs(
  channel: string,
  acts: readonly Act[],
  able: Abilities,
): { lines: string[]; results: ActResult[] } {
  const plans = acts.map(act => planOf(channel, act, able));
  const modes = plans.flatMap(plan => plan.modes ?? []);
  const lines: string[] = [];
  for (let at = 0; at < modes.length; at += able.modes)
    lines.push(modeLine(channel, modes.slice(at, at + able.modes)));
  return {
    lines: [...lines, ...plans.flatMap(plan => plan.lines ?? [])],
    results: plans.map(({ result }) => result),
  };
}

/** That none of the acts was done, and why. */
export function notDone(acts: readonly Act[], words: string): ActResult[] {
  return acts.map(() => ({ done: false, words }));
}

function planOf(channel: string, act: Act, able: Abilities): Plan {
  const { target, undo = '', reason } = act;
  switch (act.act) {
    case 'restore':
      return unable('IRC cannot put back what was taken back.');
    case 'delete': {
      const id = target?.message === undefined ? undefined : oneWord(target.message);
      if (!able.redacts || id === undefined) return unable('IRC has no way to take back what was said.');
      return done('The message is taken back.', { lines: [`REDACT ${channel} ${id} :${oneLine(reason)}`] });
    }
    case 'lock': {
      if (able.moderated) return done(`${channel} was moderated already (+m), and stays so.`, {});
      const words = `${channel} is moderated (+m): who has no voice may not write.`;
      return done(words, { modes: [['+m']] }, { undo: '-m', lift: true });
    }
    case 'unlock':
      return done(`${channel} is open again (-m).`, { modes: [['-m']] });
    case 'lift': {
      const [, quiet, mask = ''] = /^(q )?(\S{3,300})$/.exec(undo) ?? [];
      if (!isMask(mask)) return unable('It is not known what to lift.');
      return done(`${mask} is free again.`, { modes: [[quiet ? '-q' : '-b', mask]] });
    }
    default:
      return target === undefined ? unable('It is not known whom.') : silence(channel, act, target, able);
  }
}

/** A time-out is by the list of those who read and do not write, where there is one; else a ban with a kick that is lifted. */
function silence(channel: string, { act, reason, minutes }: Act, target: ActTarget, able: Abilities): Plan {
  const mask = maskOf(target);
  const nick = oneWord(target.name);
  if (mask === undefined || nick === undefined) return unable('It is not known whom.');
  const quiet = act === 'timeout' ? quietOf(able, mask) : undefined;
  if (quiet) {
    const [mode, entry] = quiet;
    const words = `${target.name} may read and not write (+${mode} ${entry}).`;
    return done(
      words,
      { modes: [[`+${mode}`, entry]] },
      { undo: mode === 'q' ? `q ${entry}` : entry, lift: true },
    );
  }
  return done(
    `${mask} is banned from ${channel}.`,
    { modes: [['+b', mask]], lines: [`KICK ${channel} ${nick} :${oneLine(reason) || 'moderated'}`] },
    { undo: mask, ...((act === 'timeout' || minutes !== undefined) && { lift: true }) },
  );
}

function quietOf({ lists, statuses, extbans }: Abilities, mask: string): [string, string] | undefined {
  if (lists.includes('q') && !statuses.includes('q')) return ['q', mask];
  const [, sign = '', letters = ''] = /^([^,]?),(.*)$/.exec(extbans) ?? [];
  // InspIRCd has `m:`, UnrealIRCd `~q:`.
  if (letters.includes('m') && sign === '') return ['b', `m:${mask}`];
  if (letters.includes('q') && sign === '~') return ['b', `~q:${mask}`];
  return undefined;
}

/** By host, which a new nick does not change; by nick where no host is known. Undefined for what would be many people's. */
function maskOf({ name, host }: ActTarget): string | undefined {
  const from = host?.slice(host.indexOf('@') + 1).replace(/[^\w.:/-]/g, '?');
  if (from && /\w/.test(from)) return `*!*@${from}`;
  return /^[^\s\x00-\x1f*?!@,:$~][^\s\x00-\x1f*?!@,]*$/.test(name) ? `${name}!*@*` : undefined;
}

function modeLine(channel: string, modes: readonly (readonly [mode: string, mask?: string])[]): string {
  const letters = modes.map(([mode]) => mode).join('');
  return [`MODE ${channel} ${letters}`, ...modes.flatMap(([, mask]) => mask ?? [])].join(' ');
}

function done(words: string, plan: Omit<Plan, 'result'>, more: Partial<ActResult> = {}): Plan {
  return { ...plan, result: { done: true, words, ...more } };
}

function unable(words: string): Plan {
  return { result: { done: false, words, unable: true } };
}

function oneLine(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]+/g, ' ').trim();
}

function oneWord(text: string): string | undefined {
  return /^[^\s\x00-\x1f\x7f,:][^\s\x00-\x1f\x7f,]*$/.test(text) ? text : undefined;
}

function isMask(text: string): boolean {
  return /^[^\s\x00-\x1f\x7f,!]+![^\s\x00-\x1f\x7f,!]+$/.test(text);
}
