import type { Action } from '../actions/action.ts';
import { isForAll, isHarmless, isUnderstood } from '../actions/who-may.ts';
import { nearest } from './nearest.ts';
import { plainSentence } from './sentence.ts';
import { isBetter, type Slipped, slipReader } from './slips.ts';

/** What a sentence may mean: everybody may have it done, and it is understood. */
export interface Meaning {
  readonly action: Action;
  readonly text: string;
  /** In words, as somebody would say it. */
  readonly said: string;
}

/** One thing that a message asks for. */
export type Request =
  | { readonly kind: 'action'; readonly action: Action; readonly text: string }
  /** It may mean one thing, or one of several: whoever said it is asked. */
  | { readonly kind: 'doubtful'; readonly meanings: readonly Meaning[] }
  | {
      readonly kind: 'unknown';
      readonly said: string;
      /** The command that its first word comes near to. */
      readonly near: string | undefined;
      readonly meant?: Meaning | undefined;
    }
  /** There was more in the message than is done at once. */
  | { readonly kind: 'more' };

export interface Vocabulary {
  readonly prefix: string;
  readonly actions: readonly Action[];
  /** Every name and alias; of two actions with the same one the first has it. */
  readonly words: ReadonlyMap<string, Action>;
}

/** Sentences longer than this are no phrases of ours: it bounds the matching. */
const MAX_SENTENCE = 200;

export function vocabulary(prefix: string, actions: readonly Action[]): Vocabulary {
  const words = new Map<string, Action>();
  for (const action of actions)
    for (const word of [action.name, ...action.aliases]) if (!words.has(word)) words.set(word, action);
  return { prefix, actions, words };
}

/**
 * The one request that this text is: a command with the prefix, or in talk a phrase or a command without it. A prefix
 * before a word that is no action is an unknown request; other text that is not understood gives undefined.
 */
export function readOne(text: string, talk: boolean, known: Vocabulary): Request | undefined {
  const plain = text.trim();
  if (plain.startsWith(known.prefix)) {
    const command = plain.slice(known.prefix.length);
    return readCommand(command, known) ?? readUnknown(command, known);
  }
  if (!talk) return undefined;
  const sentence = plainSentence(plain);
  const read = readPhrase(sentence, known) ?? readCommand(sentence, known);
  if (read?.kind !== 'action' || isUnderstood(read.action, read.text)) return read;
  const slipped = readSlips(sentence, known);
  return slipped?.kind === 'action' ? slipped : read;
}

/**
 * What talk that is not understood is: a phrase with a slip of the fingers, what is probably meant by one with more of them, or
 * a request that is answered with a hint.
 */
export function readNear(text: string, known: Vocabulary): Request {
  return readSlips(plainSentence(text), known) ?? readUnknown(text, known);
}

/** A request that is answered with a hint, and the action it comes near to. */
function readUnknown(text: string, known: Vocabulary): Request {
  const said = plainSentence(text);
  const word = /^\p{L}[\p{L}\p{N}_-]*/u.exec(said)?.[0] ?? '';
  const near = nearest(word.toLowerCase(), known.words.keys());
  const action = near === undefined ? undefined : known.words.get(near);
  const rest = said.slice(word.length).replace(/^[\s,:]+/, '');
  const isMeant = action !== undefined && isHarmless(action, rest);
  const meant = isMeant ? { action, text: rest, said: `${near} ${rest}`.trim() } : undefined;
  return { kind: 'unknown', said, near, meant };
}

function readCommand(text: string, known: Vocabulary): Request | undefined {
  const [, word, rest = ''] = /^(\p{L}[\p{L}\p{N}_-]*)(?:[\s,:]+(.*))?$/su.exec(text) ?? [];
  const action = word && known.words.get(word.toLowerCase());
  return action ? { kind: 'action', action, text: rest.trim() } : undefined;
}

/** The phrase with the most words of its own; of those of several actions, the one whose action understands what is left. */
function readPhrase(sentence: string, known: Vocabulary): Request | undefined {
  if (sentence.length > MAX_SENTENCE) return undefined;
  let least = Number.POSITIVE_INFINITY;
  let found = new Map<Action, string>();
  for (const action of known.actions) {
    for (const phrase of action.phrases) {
      const slot = phrase(sentence);
      if (slot === undefined || slot.length > least) continue;
      if (slot.length < least) found = new Map();
      least = slot.length;
      if (!found.has(action)) found.set(action, slot);
    }
  }
  const [first] = found;
  if (!first) return undefined;
  const fitting = [...found].filter(([action, text]) => isUnderstood(action, text));
  // What is sensitive or destructive is done for who says it exactly, and asked about by itself.
  if (fitting.length < 2 || !fitting.every(([action, text]) => isHarmless(action, text))) {
    const [action, text] = fitting[0] ?? first;
    return { kind: 'action', action, text };
  }
  return { kind: 'doubtful', meanings: fitting.map(([action, text]) => meaningOf(action, text)) };
}

function meaningOf(action: Action, text: string): Meaning {
  return { action, text, said: `${action.name} ${text}`.trim() };
}

/** One slip in a sentence with two words that are right is no doubt. */
function isSure({ slips, right }: Slipped): boolean {
  return slips === 1 && right >= 2;
}

function readSlips(sentence: string, known: Vocabulary): Request | undefined {
  if (sentence.length > MAX_SENTENCE) return undefined;
  const found = findSlipped(sentence, known, ({ action, slipped }) => isHarmless(action, slipped.slot));
  const [first, ...others] = found;
  if (first && (others.length > 0 || !isSure(first.slipped))) {
    const meanings = found.map(({ action, slipped: { slot, sentence: said } }) =>
      others.length === 0 ? { action, text: slot, said } : meaningOf(action, slot),
    );
    return { kind: 'doubtful', meanings };
  }
  // What nobody needs to be anybody for may say itself what is wrong with its arguments.
  const one = first ?? findSlipped(sentence, known, each => isForAll(each.action) && isSure(each.slipped))[0];
  return one && { kind: 'action', action: one.action, text: one.slipped.slot };
}

interface Found {
  readonly action: Action;
  readonly slipped: Slipped;
}

/** The phrases that come nearest to a sentence, one of each action. */
function findSlipped(sentence: string, known: Vocabulary, may: (found: Found) => boolean): Found[] {
  const read = slipReader(sentence);
  let best: Slipped | undefined;
  let found: Found[] = [];
  for (const action of known.actions) {
    for (const phrase of action.phrases) {
      const slipped = read(phrase);
      if (!slipped || slipped.right === 0 || (best && isBetter(best, slipped))) continue;
      if (!may({ action, slipped })) continue;
      if (isBetter(slipped, best)) found = [];
      best = slipped;
      if (!found.some(one => one.action === action)) found.push({ action, slipped });
    }
  }
  return found;
}
