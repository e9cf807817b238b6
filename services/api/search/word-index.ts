import { searchWords } from '../../../core/words.ts';
import type { ApiContext } from '../context.ts';
import { listLanguages, listTitles } from '../store/posts/words.ts';
import { readSiteLanguage } from '../store/settings.ts';
import { type GramIndex, gramIndex } from './grams.ts';

/** How long what is known of the titles may be behind, in milliseconds: it serves guesses alone. */
const KEEP = 60_000;
const MOST_TITLES = 20_000;
const MOST_LANGUAGES = 6;

export interface WordIndex {
  /** The site's and those of its posts, one for each dictionary: `en-GB` and `en-US` have the same. */
  readonly languages: readonly string[];
  /** Words of titles with how many titles have them. */
  readonly words: ReadonlyMap<string, number>;
  /** Slugs by their parts; made when it is first asked for. */
  grams(): GramIndex;
}

type Given = Pick<ApiContext, 'db' | 'config'>;
const indexes = new WeakMap<Given['db'], { until: number; index: Promise<WordIndex> }>();

/** What the site's titles are made of, read at most once a minute. */
export function wordIndex(ctx: Given): Promise<WordIndex> {
  const known = indexes.get(ctx.db);
  if (known && known.until > performance.now()) return known.index;
  const index = read(ctx);
  indexes.set(ctx.db, { until: performance.now() + KEEP, index });
  index.catch(() => indexes.delete(ctx.db));
  return index;
}

async function read(ctx: Given): Promise<WordIndex> {
  const [site, own, titles] = await Promise.all([
    readSiteLanguage(ctx),
    listLanguages(ctx.db),
    listTitles(ctx.db, MOST_TITLES),
  ]);
  const languages = new Set([site, ...own].map(tag => tag.split('-')[0]!.toLowerCase()));
  const words = new Map<string, number>();
  for (const { title } of titles)
    for (const word of new Set(searchWords(title))) words.set(word, (words.get(word) ?? 0) + 1);
  let grams: GramIndex | undefined;
  return {
    languages: [...languages].slice(0, MOST_LANGUAGES),
    words,
    grams: () => {
      grams ??= gramIndex(titles.map(({ slug }) => slug));
      return grams;
    },
  };
}
