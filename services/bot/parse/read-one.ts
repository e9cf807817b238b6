import type { Action } from '../actions/action.ts';
import { nearest } from './nearest.ts';
import { plainSentence } from './sentence.ts';

/** One thing that a message asks for. */
export type Request =
  | { readonly kind: 'action'; readonly action: Action; readonly text: string }
  | { readonly kind: 'unknown'; readonly said: string; readonly near: string | undefined };

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
  return readPhrase(sentence, known) ?? readCommand(sentence, known);
}

/** A request that is answered with a hint, and the action it comes near to. */
export function readUnknown(text: string, known: Vocabulary): Request {
  const said = plainSentence(text);
  const word = /^\p{L}[\p{L}\p{N}_-]*/u.exec(said)?.[0].toLowerCase() ?? '';
  return { kind: 'unknown', said, near: nearest(word, known.words.keys()) };
}

function readCommand(text: string, known: Vocabulary): Request | undefined {
  const [, word, rest = ''] = /^(\p{L}[\p{L}\p{N}_-]*)(?:[\s,:]+(.*))?$/su.exec(text) ?? [];
  const action = word && known.words.get(word.toLowerCase());
  return action ? { kind: 'action', action, text: rest.trim() } : undefined;
}

function readPhrase(sentence: string, known: Vocabulary): Request | undefined {
  if (sentence.length > MAX_SENTENCE) return undefined;
  for (const action of known.actions) {
    for (const phrase of action.phrases) {
      const slot = phrase(sentence);
      if (slot !== undefined) return { kind: 'action', action, text: slot };
    }
  }
  return undefined;
}
