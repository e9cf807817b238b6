import type { Term } from '../store/posts/search-text.ts';
import { editDistance } from './edit-distance.ts';

/** Shorter words are like too many others. */
const SHORTEST = 4;

/** A query with its unknown words put right by words of titles; undefined when there is none to put right, or nothing near. */
export function didYouMean(terms: readonly Term[], words: ReadonlyMap<string, number>): string | undefined {
  let changed = false;
  const meant = terms.map(term => {
    const word = term.words.join('');
    if (term.words.length > 1 || word.length < SHORTEST || words.has(word)) return word;
    const near = nearest(word, words);
    if (near === undefined) return word;
    changed = true;
    return near;
  });
  return changed ? meant.join(' ') : undefined;
}

/** The word with the fewest letters that differ, at most one in four; of several the most usual one. */
function nearest(asked: string, words: ReadonlyMap<string, number>): string | undefined {
  const most = Math.min(3, Math.floor(asked.length / 4));
  let best: { word: string; distance: number; count: number } | undefined;
  for (const [word, count] of words) {
    if (Math.abs(word.length - asked.length) > most) continue;
    const distance = editDistance(asked, word, best ? best.distance : most);
    if (distance > most) continue;
    if (!best || distance < best.distance || (distance === best.distance && count > best.count))
      best = { word, distance, count };
  }
  return best?.word;
}
