import { editDistance } from './nearest.ts';
import type { Phrase } from './phrase.ts';

/** A sentence that is a phrase but for slips of the fingers in the phrase's own words. */
export interface Slipped {
  /** As it was said: what stands in a slot is nobody's to correct. */
  readonly slot: string;
  /** The sentence without the slips. */
  readonly sentence: string;
  /** Letters that are wrong, missing, too many or swapped. */
  readonly slips: number;
  /** Words of the phrase that were said right. */
  readonly right: number;
}

/** In one sentence. */
const MAX_SLIPS = 3;

/** Ways to say one phrase that are tried: templates of a plugin may have any number. */
const MAX_WAYS = 200;

/** What `(a|b)`, `[a]` and `{slot}` of a template can be, word by word; `undefined` is the slot. */
type Way = readonly (string | undefined)[];

/** The phrases are the same in all rooms. */
const known = new WeakMap<Phrase, readonly Way[]>();

/**
 * Makes a reader of one sentence as any phrase, with the fewest slips. It gives undefined when there are too many, or none and it is
 * another sentence.
 */
export function slipReader(sentence: string): (phrase: Phrase) => Slipped | undefined {
  const words = sentence.split(' ').map(said => ({ said, far: new Map<string, number | undefined>() }));
  return phrase => {
    let best: Slipped | undefined;
    for (const way of waysOf(phrase)) {
      const found = match(way, words);
      if (found && isBetter(found, best) && phrase.fits?.(found.slot) !== false) best = found;
    }
    return best;
  };
}

interface Word {
  readonly said: string;
  /** From words of phrases: many begin with the same. */
  readonly far: Map<string, number | undefined>;
}

function farFrom({ said, far }: Word, word: string): number | undefined {
  if (far.has(word)) return far.get(word);
  const slips = slipsOf(said, word);
  far.set(word, slips);
  return slips;
}

/** Whether it has fewer slips than another or, with as many, more words that are right. */
export function isBetter(one: Slipped, other: Slipped | undefined): boolean {
  return !other || one.slips < other.slips || (one.slips === other.slips && one.right > other.right);
}

function match(way: Way, words: readonly Word[]): Slipped | undefined {
  const slotAt = way.indexOf(undefined);
  const taken = words.length - way.length + 1;
  if (slotAt < 0 ? words.length !== way.length : taken < 1) return undefined;
  let slips = 0;
  let right = 0;
  const said: string[] = [];
  let slot = '';
  for (let at = 0, from = 0; at < way.length; at++) {
    const word = way[at];
    if (word === undefined) {
      slot = words
        .slice(from, from + taken)
        .map(one => one.said)
        .join(' ');
      said.push(slot);
      from += taken;
      continue;
    }
    const off = farFrom(words[from++]!, word);
    if (off === undefined) return undefined;
    slips += off;
    if (off === 0) right++;
    said.push(word);
  }
  return slips === 0 || slips > MAX_SLIPS ? undefined : { slot, sentence: said.join(' '), slips, right };
}

/**
 * How far a word is from the one that may be meant; undefined when it is another. Short words are other words when anything
 * in them is; of those with four or five letters one may be wrong after the first, of longer ones two.
 */
function slipsOf(said: string, word: string): number | undefined {
  const lower = said.toLowerCase();
  if (lower === word) return 0;
  if (word.length < 4 || lower.length < 3) return undefined;
  const most = word.length < 6 ? 1 : 2;
  if (Math.abs(lower.length - word.length) > most) return undefined;
  const swapped = lower[0] === word[1] && lower[1] === word[0];
  if (most === 1 && lower[0] !== word[0] && !swapped) return undefined;
  const distance = editDistance(lower, word);
  return distance <= most ? distance : undefined;
}

function waysOf(phrase: Phrase): readonly Way[] {
  const made = known.get(phrase) ?? expand(phrase.template ?? '');
  known.set(phrase, made);
  return made;
}

function expand(template: string): Way[] {
  let ways: Way[] = [[]];
  for (const [, optional, either, word] of template.matchAll(/\[([^\]]*)\]|\(([^)]*)\)|(\S+)/g)) {
    const choices = (optional ?? either ?? word!).split('|').map(wordsOf);
    if (optional !== undefined) choices.push([]);
    ways = ways.flatMap(way => choices.map(choice => [...way, ...choice])).slice(0, MAX_WAYS);
  }
  return ways;
}

function wordsOf(text: string): Way {
  return text
    .trim()
    .split(/\s+/)
    .map(word => (/^\{\w+\}$/.test(word) ? undefined : word.toLowerCase()));
}
