import type { Condition, Match } from '../contract/rules.ts';
import { compilePattern } from './pattern.ts';
import type { Subject } from './subject.ts';

export type Matcher = (subject: Subject) => boolean;

/** Compiled rules that are kept, those used last. */
const KEPT = 1000;
const kept = new Map<string, Matcher>();

/** The test that a match describes; compiled once for as long as it stays the same. Throws `invalid` for a broken pattern. */
export function compileMatch(match: Match): Matcher {
  const key = JSON.stringify(match);
  const matcher = kept.get(key) ?? compile(match);
  kept.delete(key);
  kept.set(key, matcher);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return matcher;
}

function compile({ every, conditions }: Match): Matcher {
  const tests = conditions.map(compileCondition);
  return every ? subject => tests.every(test => test(subject)) : subject => tests.some(test => test(subject));
}

function compileCondition({ field, operator, value, not }: Condition): Matcher {
  const test = TESTS[operator](value);
  return subject => subject[field].some(test) !== not;
}

type Test = (value: string) => boolean;

const TESTS: Readonly<Record<Condition['operator'], (wanted: string) => Test>> = {
  contains: wanted => folded(wanted, (value, words) => value.includes(words)),
  is: wanted => folded(wanted, (value, words) => value.trim() === words),
  starts: wanted => folded(wanted, (value, words) => value.trimStart().startsWith(words)),
  word: wanted => folded(wanted, hasWords),
  pattern: compilePattern,
};

function folded(wanted: string, test: (value: string, words: string) => boolean): Test {
  const words = fold(wanted);
  return value => test(fold(value), words);
}

/** The text that was folded last: rule after rule looks at the same. */
let last = { text: '', folded: '' };

function fold(text: string): string {
  if (last.text !== text) last = { text, folded: text.normalize('NFKC').toLowerCase() };
  return last.folded;
}

/** Whether the words stand in a text with nothing of a word next to them. */
function hasWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (isEdge(text, at) && isEdge(text, end)) return true;
  }
  return false;
}

const OF_WORD = /[\p{L}\p{M}\p{N}_]/u;

function isEdge(text: string, at: number): boolean {
  return !(OF_WORD.test(text[at - 1] ?? ' ') && OF_WORD.test(text[at] ?? ' '));
}
