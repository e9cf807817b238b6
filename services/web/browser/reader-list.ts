import { type Counts, showCounts } from './reader-counts.ts';
import { readMany } from './reader-many.ts';
import { idOf, setStarred, setUnread, stateOf } from './reader-marks.ts';
import { close, open, prepare } from './reader-open.ts';
import { Pages } from './reader-pages.ts';
import { respond } from './reader-respond.ts';
import { get } from './reader-server.ts';

/** How near the end more is fetched, in pixels. */
const AHEAD = '1800px';

export interface List {
  /** The item that the keys are at. */
  at(): HTMLElement | undefined;
  move(by: 1 | -1, andOpen: boolean): Promise<void>;
  toggle(entry: HTMLElement): void;
  toggleUnread(entry: HTMLElement): void;
  toggleStar(entry: HTMLElement): void;
}

interface Fetched {
  readonly html: string;
  readonly next?: string;
  readonly counts: Counts;
}

/** Makes the plain list one without end, whose items open where they are. */
export function startList(form: HTMLFormElement): List {
  const pages = new Pages(form.querySelector<HTMLElement>('.entries')!);
  const foot = form.querySelector<HTMLElement>('.list-foot')!;
  let current: HTMLElement | undefined;
  let fetching: Promise<void> | undefined;

  new IntersectionObserver(seen => void (seen.some(({ isIntersecting }) => isIntersecting) && more()), {
    rootMargin: AHEAD,
  }).observe(foot);
  addEventListener('online', () => void more());

  /** The page that follows, once. */
  function more(): Promise<void> {
    const path = form.dataset['next'];
    if (!path) return Promise.resolve();
    fetching ??= get<Fetched>(path)
      .then(({ html, next, counts }) => {
        pages.append(html);
        form.dataset['next'] = next ?? '';
        if (!next) foot.querySelector('.older')?.remove();
        foot.querySelector('.page-read')?.replaceChildren(`Mark these ${pages.ids().length} as read`);
        showCounts(counts);
      })
      .catch(() => {})
      .finally(() => {
        fetching = undefined;
        if (foot.getBoundingClientRect().top < innerHeight * 2 && navigator.onLine) queueMore();
      });
    return fetching;
  }

  function queueMore(): void {
    if (form.dataset['next']) setTimeout(() => void more(), 300);
  }

  function all(): HTMLElement[] {
    return [...form.querySelectorAll<HTMLElement>('.entry')];
  }

  function goTo(entry: HTMLElement): void {
    current?.classList.remove('at');
    current = entry;
    entry.classList.add('at');
    entry.focus({ preventScroll: true });
  }

  async function move(by: 1 | -1, andOpen: boolean): Promise<void> {
    const entries = all();
    let next = entries[start(entries, by)];
    if (!next && by === 1) {
      await more();
      next = all()[entries.length];
    }
    if (!next) return;
    goTo(next);
    if (andOpen) void open(next);
    next.scrollIntoView({ block: andOpen ? 'start' : 'nearest' });
    if (andOpen) prepare(all()[all().indexOf(next) + 1]);
  }

  /** Where the next one is: from where the keys are, or else from what is in sight. */
  function start(entries: HTMLElement[], by: 1 | -1): number {
    const index = current?.isConnected ? entries.indexOf(current) : -1;
    const box = index < 0 ? undefined : current!.getBoundingClientRect();
    const near = box && box.bottom > -innerHeight && box.top < innerHeight * 2;
    return near ? index + by : entries.findIndex(entry => entry.getBoundingClientRect().top > 0);
  }

  function toggle(entry: HTMLElement): void {
    goTo(entry);
    const top = entry.getBoundingClientRect().top;
    if (entry.classList.contains('open')) close(entry);
    else void open(entry);
    // What closed above it must not move it from under the pointer.
    scrollBy(0, entry.getBoundingClientRect().top - top);
  }

  form.addEventListener('submit', event => {
    const button = event.submitter as HTMLButtonElement | null;
    const entry = button?.closest<HTMLElement>('.entry');
    if (!button) return;
    event.preventDefault();
    button.closest('details')?.removeAttribute('open');
    if (button.name === 'page') readMany(pages.ids(), all);
    else if (!entry) return;
    else if (button.name === 'above') readMany(pages.ids(idOf(entry)), all);
    else if (button.name === 'kind') respond(button);
    else if (button.name.endsWith('star')) setStarred(entry, button.name === 'star');
    else setUnread(entry, button.name === 'unread');
  });

  form.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.title a');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    toggle(link.closest<HTMLElement>('.entry')!);
  });

  return {
    at: () => current,
    move,
    toggle,
    toggleUnread: entry => setUnread(entry, !stateOf(entry).unread),
    toggleStar: entry => setStarred(entry, !stateOf(entry).starred),
  };
}
