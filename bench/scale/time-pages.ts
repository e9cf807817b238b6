import type { BenchCroft } from '../croft.ts';
import { groupsOf, TAGS, words } from './texts.ts';

const search = (query: string) => `/search?q=${encodeURIComponent(query)}`;

/** The page of a round: another post, tag and word each time. */
const PAGES = {
  home: () => '/',
  tag: (_posts: number, round: number) => `/tags/tag-${round % TAGS}`,
  archive: () => '/archive',
  'search.few': (posts: number, round: number) => search(words.few(round % groupsOf(posts))),
  'search.hundredth': (_posts: number, round: number) => search(words.hundredth(round)),
  'search.all': () => search(words.usual),
  'search.apart': () => search(`${words.even} ${words.odd}`),
  'search.prefix': () => search(words.usual.slice(0, 3)),
  'search.accents': () => search('raucher'),
  'search.none': (_posts: number, round: number) => search(`zzyzx${round}`),
  post: (posts: number, round: number) => `/posts/post-${1 + ((round * 7919) % posts)}`,
} satisfies Record<string, (posts: number, round: number) => string>;

export type PageName = keyof typeof PAGES;
export const pageNames = Object.keys(PAGES) as PageName[];

/**
 * Asks for each page once after a change of the site, so that none of them is kept anywhere, and adds the milliseconds
 * that each took. Rounds below zero warm up and are not counted.
 */
export async function timePages(
  croft: BenchCroft,
  pages: readonly PageName[],
  posts: number,
  round: number,
  times: Map<PageName, number[]>,
): Promise<void> {
  await croft.ask('PATCH', '/site', { description: `Round ${round}` });
  // Whatever is read once for each state of the site is not this page's.
  await ask(croft, '/about');
  for (const page of pages) {
    const taken = await ask(croft, PAGES[page](posts, Math.abs(round)));
    if (round >= 0) times.set(page, [...(times.get(page) ?? []), taken]);
  }
}

async function ask(croft: BenchCroft, path: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(`http://127.0.0.1:${croft.port}${path}`, { headers: { accept: 'text/html' } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - begun;
}
