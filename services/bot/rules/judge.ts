import type { Rules } from '../contract/room-rules.ts';
import { isAllowed, linkedDomains } from './links.ts';
import { capitals, emojiCount, symbols } from './measure.ts';
import type { Recent } from './recent.ts';
import type { WordFinder } from './words.ts';

/** One line as rules see it. */
export interface JudgedLine {
  readonly person: string;
  readonly text: string;
  readonly member: boolean;
  /** Emotes of its network in the text. */
  readonly emotes?: number | undefined;
  /** Met a short while ago, or with a young account. */
  readonly newcomer: boolean;
  /** May post a link now. */
  readonly permitted: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Breach {
  /** Name of the rule, as in `Rules`. */
  readonly rule: string;
  /** What the person did, as a sentence to them. */
  readonly reason: string;
}

/** The first rule that a line breaks, of those that hold in its room; undefined when it breaks none. */
export function judge(rules: Rules, find: WordFinder, recent: Recent, line: JudgedLine): Breach | undefined {
  const { text, person, at } = line;
  if (find(text) !== undefined) return breach('words', 'there was a word in it that is not said here');
  const link = linkBreach(rules, line);
  if (link) return link;
  const { flood, repeats, length, caps, symbols: signs, emotes } = rules;
  if (flood && recent.lines(person, flood.seconds, at) > flood.lines)
    return breach('flood', 'that was too much at once');
  if (repeats) {
    const { own, all } = recent.same(person, repeats.seconds, at);
    // What many say at the same time ("hello", "gg") is no spam until it is a flood of it.
    if (own >= repeats.times || all >= repeats.times * 4)
      return breach('repeats', 'that was said often enough');
  }
  if (length !== null && [...text].length > length)
    return breach('length', `a message has at most ${length} characters here`);
  if (caps) {
    const { of, percent } = capitals(text);
    if (of >= caps.from && percent >= caps.percent) return breach('caps', 'please do not shout');
  }
  if (signs) {
    const { of, percent } = symbols(text);
    if (of >= signs.from && percent >= signs.percent)
      return breach('symbols', 'there were too many signs in it');
  }
  if (emotes !== null && emojiCount(text) + (line.emotes ?? 0) > emotes)
    return breach('emotes', `a message has at most ${emotes} emoji here`);
  return undefined;
}

/** Seconds for which rules ask what was said. */
export function windowOf({ flood, repeats }: Rules): number {
  return Math.max(flood?.seconds ?? 0, repeats?.seconds ?? 0);
}

function linkBreach(rules: Rules, line: JudgedLine): Breach | undefined {
  const barred = rules.links === 'nobody' || (rules.links === 'members' && !line.member);
  const tooNew = rules.newcomers !== null && line.newcomer;
  if (line.permitted || (!barred && !tooNew)) return undefined;
  if (linkedDomains(line.text).every(domain => isAllowed(domain, rules.domains))) return undefined;
  return barred
    ? breach('links', 'links are posted with a permit here; ask a moderator for one')
    : breach('newcomers', 'who is new here does not post links yet');
}

function breach(rule: string, reason: string): Breach {
  return { rule, reason };
}
