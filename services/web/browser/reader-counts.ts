import { get } from './reader-server.ts';

export interface Counts {
  readonly total: number;
  readonly feeds: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
}

const EVERY_MS = 60_000;
const SOON_MS = 1_500;
const title = document.title;
/** How much was unread when the server last said so; at first of the feeds that the page has at its side. */
let known: Counts['feeds'] = Object.fromEntries(
  [...document.querySelectorAll<HTMLElement>('[data-count^="feed:"]')].map(place => [
    place.dataset['count']!.slice('feed:'.length),
    Number(place.textContent),
  ]),
);
let first = true;
let timer: number | undefined;

/** Keeps the counts as they are on the server while somebody looks. */
export function followCounts(): void {
  const look = () => void (document.visibilityState === 'visible' && countAgain(0));
  setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
}

/** Asks for the counts soon, once, however often that is wanted. */
export function countAgain(after = SOON_MS): void {
  clearTimeout(timer);
  timer = setTimeout(() => void get<Counts>('/reader/counts').then(showCounts, () => {}), after);
}

/** Shows what the server says; a feed of which more is unread has brought something, which `reader-news` tells of. */
export function showCounts({ total, feeds, tags }: Counts): void {
  const more = Object.entries(feeds).some(([feed, count]) => count > (known[feed] ?? (first ? count : 0)));
  known = feeds;
  first = false;
  for (const place of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const [kind, ...rest] = place.dataset['count']!.split(':');
    const name = rest.join(':');
    show(place, (kind === 'all' ? total : kind === 'feed' ? feeds[name] : tags[name]) ?? 0);
  }
  document.title = total > 0 ? `(${total}) ${title}` : title;
  if (more) dispatchEvent(new Event('reader-news'));
}

/** What somebody just did shows before the server has heard of it. */
export function countOne(feed: string, change: number): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const key = place.dataset['count'];
    if (key === 'all' || key === `feed:${feed}`) show(place, Math.max(0, Number(place.textContent) + change));
  }
}

function show(place: HTMLElement, count: number): void {
  place.textContent = count > 0 ? String(count) : '';
  place.closest('.lists a')?.classList.toggle('some', count > 0);
}
