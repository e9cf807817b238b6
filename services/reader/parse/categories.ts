import { excerpt } from '../../../core/html/text.ts';
import { tidy } from './plain-text.ts';

const MOST = 20;
const LONGEST = 100;

/** Names as plain text on one line, each once whatever its case, at most 20 of at most 100 characters. */
export function readCategories(names: readonly (string | undefined)[]): string[] {
  const found = new Map<string, string>();
  for (const name of names) {
    if (found.size === MOST) break;
    const plain = excerpt(tidy(name ?? ''), LONGEST);
    const key = plain.toLowerCase();
    if (plain !== '' && !found.has(key)) found.set(key, plain);
  }
  return [...found.values()];
}
