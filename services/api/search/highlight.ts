import { htmlToText } from '../../../core/html/text.ts';
import { fold, searchWords } from '../../../core/words.ts';
import type { Marked } from '../contract.ts';
import type { Term } from '../store/posts/search-text.ts';

/** UTF-16 units of a passage, and how much of it stands before what was found. */
const PASSAGE = 240;
const BEFORE = 60;
/** How far from there it may be cut, so as to cut between words. */
const LEEWAY = 30;
/** Matches that are weighed for the passage. */
const MOST = 500;
/** A word of the text may be this much longer than the stem that was searched. */
const ENDING = 3;

interface Match {
  start: number;
  end: number;
  term: number;
}

/** What marks the words of a search in titles and texts; `stems` are those of the dictionary. */
export function highlighter(terms: readonly Term[], stems: readonly string[]) {
  const folded = [...new Set(stems.map(fold))];
  return {
    title: (text: string): Marked => mark(text, find(text, terms, folded)),
    /** The passage of a body that has most of what was searched, or its beginning when nothing is. */
    excerpt(html: string): Marked {
      const text = htmlToText(html).replace(/\s+/g, ' ').trim();
      const matches = find(text, terms, folded, PASSAGE + LEEWAY);
      const [start, end] = passage(text, matches);
      const within = matches
        .filter(match => match.start >= start && match.end <= end)
        .map(match => ({ ...match, start: match.start - start, end: match.end - start }));
      const parts = mark(text.slice(start, end), within);
      if (start > 0) parts.unshift({ text: '…', mark: false });
      if (end < text.length) parts.push({ text: '…', mark: false });
      return parts;
    },
  };
}

/** Words, and each letter of scripts without spaces as its own, with where they stand. */
const TOKEN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]|[\p{L}\p{N}\p{M}]+/gu;
/** Has nothing to fold but capitals, as most words. */
const PLAIN = /^[a-z0-9]+$/i;

interface Word {
  word: string;
  start: number;
  end: number;
}

function* wordsOf(text: string): Generator<Word, undefined> {
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    const end = start + token.length;
    if (PLAIN.test(token)) yield { word: token.toLowerCase(), start, end };
    else for (const word of searchWords(token)) yield { word, start, end };
  }
}

/** Matches in a text; with one term only those less than `beyond` letters after the first, as no passage has more terms than its. */
function find(text: string, terms: readonly Term[], stems: readonly string[], beyond = Infinity): Match[] {
  const matches: Match[] = [];
  const seen: Word[] = [];
  const words = wordsOf(text);
  const wordAt = (place: number): Word | undefined => {
    while (seen.length <= place) {
      const { value } = words.next();
      if (value === undefined) return undefined;
      seen.push(value);
    }
    return seen[place];
  };
  for (let at = 0; matches.length < MOST; at++) {
    const here = wordAt(at);
    const [first] = matches;
    if (!here || (first && terms.length === 1 && here.start > first.start + beyond)) break;
    const { word, start, end } = here;
    const term = terms.findIndex(({ words, prefix }) =>
      words.every((one, next) => {
        const there = wordAt(at + next)?.word;
        return prefix ? there?.startsWith(one) : there === one;
      }),
    );
    if (term >= 0) matches.push({ start, end: seen[at + terms[term]!.words.length - 1]!.end, term });
    else {
      const stem = stems.findIndex(one => word.startsWith(one) && word.length - one.length <= ENDING);
      if (stem >= 0) matches.push({ start, end, term: terms.length + stem });
    }
  }
  return matches;
}

/** From where to where the passage goes that has the most different terms, cut between words. */
function passage(text: string, matches: readonly Match[]): [number, number] {
  let best = { start: 0, terms: 0 };
  for (const [at, { start }] of matches.entries()) {
    const near = matches.slice(at, at + 20).filter(match => match.end <= start + PASSAGE - BEFORE);
    const terms = new Set(near.map(match => match.term)).size;
    if (terms > best.terms) best = { start, terms };
  }
  const from = best.start <= BEFORE ? 0 : between(text, best.start - BEFORE);
  const until = from + PASSAGE >= text.length ? text.length : between(text, from + PASSAGE);
  return [from, until];
}

/** The next beginning of a word; the place itself, off the middle of a character, when there is none near. */
function between(text: string, place: number): number {
  const space = text.indexOf(' ', place);
  if (space >= 0 && space - place <= LEEWAY) return space + 1;
  return /[\uDC00-\uDFFF]/.test(text[place] ?? '') ? place + 1 : place;
}

function mark(text: string, matches: readonly Match[]): Marked {
  const parts: Marked = [];
  let done = 0;
  for (const { start, end } of matches) {
    if (start < done) continue;
    if (start > done) parts.push({ text: text.slice(done, start), mark: false });
    parts.push({ text: text.slice(start, end), mark: true });
    done = end;
  }
  if (done < text.length) parts.push({ text: text.slice(done), mark: false });
  return parts;
}
