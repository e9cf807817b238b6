import type { NewItem } from '../store/items.ts';
import type { Candidate } from '../store/matching-items.ts';

/** A title as nothing but its letters and digits, in lower case. */
export function plainTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export interface Sorted {
  readonly added: NewItem[];
  /** Items that other feeds brought. */
  readonly joined: (NewItem & { item_id: number })[];
  /** Items that this feed had under another id, `before`, by which it does not call anything any more. */
  readonly renamed: (NewItem & { before: string })[];
}

/**
 * Tells which of a feed's new items are there already: the same address and a title that agrees, or the same title and
 * words. `present`: the ids of everything in the feed's document.
 */
export function sortItems(
  items: readonly NewItem[],
  candidates: readonly Candidate[],
  present: ReadonlySet<string>,
): Sorted {
  const sorted: Sorted = { added: [], joined: [], renamed: [] };
  const taken = new Set<string>();
  for (const item of items) {
    const same = candidates.filter(candidate => isSame(item, candidate));
    const foreign = same.find(candidate => candidate.own_keys.length === 0);
    const before = same
      .flatMap(candidate => candidate.own_keys)
      .find(key => !present.has(key) && !taken.has(key));
    if (before !== undefined) {
      taken.add(before);
      sorted.renamed.push({ ...item, before });
    } else if (foreign) sorted.joined.push({ ...item, item_id: foreign.id });
    else sorted.added.push(item);
  }
  return sorted;
}

function isSame(item: NewItem, candidate: Candidate): boolean {
  if (item.text_key !== null && item.text_key === candidate.text_key) return true;
  return (
    item.url_key !== null &&
    item.url_key === candidate.url_key &&
    titlesAgree(plainTitle(item.title), plainTitle(candidate.title))
  );
}

/** Planets put the author before a title, and some feeds cut it off: one that is within the other agrees with it. */
function titlesAgree(a: string, b: string): boolean {
  return a === '' || b === '' || a.includes(b) || b.includes(a);
}
