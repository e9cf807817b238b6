import { countOne } from './reader-counts.ts';
import { mark, waiting } from './reader-queue.ts';

interface State {
  unread: boolean;
  starred: boolean;
}

/** What was marked on this page: an item that left the document comes back as it was marked. */
const marked = new Map<string, State>();

export function stateOf(entry: HTMLElement): State {
  return { unread: entry.classList.contains('unread'), starred: entry.classList.contains('starred') };
}

/** Shows an item as read or unread at once, and tells the server. */
export function setUnread(entry: HTMLElement, unread: boolean): void {
  if (stateOf(entry).unread === unread) return;
  mark(unread ? 'unread' : 'read', [idOf(entry)]);
  showUnread(entry, unread);
}

export function setStarred(entry: HTMLElement, starred: boolean): void {
  mark(starred ? 'star' : 'unstar', [idOf(entry)]);
  remember(entry, { ...stateOf(entry), starred });
}

/** Shows only: whoever marks many at once tells the server of all of them. */
export function showUnread(entry: HTMLElement, unread: boolean): void {
  if (stateOf(entry).unread !== unread) countOne(entry.dataset['feed']!, unread ? 1 : -1);
  remember(entry, { ...stateOf(entry), unread });
}

/** Shows of items what was done earlier and has not reached the server yet. */
export function showWaiting(place: ParentNode = document): void {
  for (const { path, fields } of waiting()) {
    if (path === '/reader/read') showRead(place, fields);
    if (path !== '/reader/mark') continue;
    for (const name of NAMES)
      for (const id of fields[name]?.split(',') ?? []) {
        const entry = place.querySelector<HTMLElement>(`.entry[data-id="${CSS.escape(id)}"]`);
        if (!entry) continue;
        if (name.endsWith('star')) remember(entry, { ...stateOf(entry), starred: name === 'star' });
        else showUnread(entry, name === 'unread');
      }
  }
}

const NAMES = ['read', 'unread', 'star', 'unstar'];
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };
const DAY_MS = 86_400_000;

/** All of a list, or what is older, as the form says it (`/reader/read`). */
function showRead(place: ParentNode, { feed, tag, upTo, older = '', at = '' }: Record<string, string>): void {
  if (tag !== undefined && location.pathname !== `/reader/tag/${encodeURIComponent(tag)}`) return;
  const days = DAYS[older];
  const before = days === undefined ? Number.POSITIVE_INFINITY : Date.parse(at) - days * DAY_MS;
  for (const entry of place.querySelectorAll<HTMLElement>('.entry.unread')) {
    const time = Date.parse(entry.querySelector('time')!.dateTime);
    const came = upTo === undefined || Number(idOf(entry)) <= Number(upTo);
    if (came && time < before && (feed === undefined || feed === entry.dataset['feed']))
      showUnread(entry, false);
  }
}

/** That items which are not in the document now are unread or read. */
export function rememberUnread(ids: readonly string[], unread: boolean): void {
  for (const id of ids) marked.set(id, { starred: false, ...marked.get(id), unread });
}

/** Puts on what was marked since an item was made. */
export function showMarked(entries: Iterable<HTMLElement>): void {
  for (const entry of entries) {
    const state = marked.get(idOf(entry));
    if (state) show(entry, state);
  }
}

export function idOf(entry: HTMLElement): string {
  return entry.dataset['id']!;
}

function remember(entry: HTMLElement, state: State): void {
  marked.set(idOf(entry), state);
  show(entry, state);
}

function show(entry: HTMLElement, { unread, starred }: State): void {
  entry.classList.toggle('unread', unread);
  entry.classList.toggle('starred', starred);
  const title = entry.querySelector('.title a')!.lastChild!.textContent;
  name('.dot', unread ? 'read' : 'unread', unread ? 'Mark as read' : 'Keep unread');
  name('.star', starred ? 'unstar' : 'star', starred ? 'Unstar' : 'Star');

  function name(which: string, action: string, label: string): void {
    const button = entry.querySelector<HTMLButtonElement>(`.acts ${which}`)!;
    Object.assign(button, { name: action, title: label, ariaLabel: `${label}: ${title}` });
  }
}
