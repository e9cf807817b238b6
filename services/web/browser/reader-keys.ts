import { linksIn, pick, pickFeed, showKeys } from './reader-dialogs.ts';
import type { List } from './reader-list.ts';
import { post } from './reader-server.ts';
import { recall } from './reader-storage.ts';
import { isTyping, KEYS_OFF } from './single-keys.ts';

const AFTER_G_MS = 1_500;
const PHONE = '(width < 58rem)';

/** The keys of Google Reader. Never while somebody writes in a field, and they can be turned off (WCAG 2.1.4). */
export function listenToKeys(list: List | undefined): void {
  let g = Number.NEGATIVE_INFINITY;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (event.key === '?') return showKeys();
    if (recall(KEYS_OFF) !== null) return;
    const afterG = event.timeStamp - g < AFTER_G_MS;
    g = event.key === 'g' && !afterG ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const action = afterG ? PLACES[event.key] : (onList(event) ?? ANYWHERE[event.key]);
    if (!action) return;
    event.preventDefault();
    action();
  });

  function onList(event: KeyboardEvent): (() => void) | undefined {
    if (!list) return undefined;
    const at = list.at();
    const on = (act: (entry: HTMLElement) => void) => at && (() => act(at));
    switch (event.key) {
      case 'j':
        return () => void list.move(1, true);
      case 'k':
        return () => void list.move(-1, true);
      case 'n':
        return () => void list.move(1, false);
      case 'p':
        return () => void list.move(-1, false);
      case 'Enter':
        return event.target === at ? on(list.toggle) : undefined;
      case 'o':
        return on(list.toggle);
      case 'm':
        return on(list.toggleUnread);
      case 's':
        return on(list.toggleStar);
      case 'v':
        return on(entry => original(entry));
      default:
        return undefined;
    }
  }
}

const ANYWHERE: Readonly<Record<string, () => void>> = {
  v: () => original(document.querySelector<HTMLElement>('.item-page')),
  s: () => press('.tools [name=star], .tools [name=unstar]'),
  m: () => press('.tools [name=unread]'),
  r: () => location.reload(),
  A: () => press('.mark-all [value=now]'),
  u: toggleSide,
  '/': find,
  1: () => press('[data-choice=list]'),
  2: () => press('[data-choice=card]'),
  3: () => press('[data-choice=magazine]'),
};

const PLACES: Readonly<Record<string, () => void>> = {
  h: () => location.assign('/reader?view=unread'),
  a: () => location.assign('/reader?view=all'),
  s: () => location.assign('/reader/starred'),
  t: () => pick('Tag', linksIn('.fold-tag > a:first-child, .item-tags a')),
  u: () => void pickFeed(),
};

function press(which: string): void {
  document.querySelector<HTMLElement>(which)?.click();
}

function original(entry: HTMLElement | null): void {
  const link = entry?.querySelector<HTMLAnchorElement>('a.original, .more a[target]');
  if (link) open(link.href, '_blank', 'noopener,noreferrer');
}

function toggleSide(): void {
  if (matchMedia(PHONE).matches) return void document.querySelector<HTMLElement>('#side')?.togglePopover();
  const off = document.body.classList.toggle('no-side');
  void post('/reader/prefs', { side: off ? 'off' : 'on' }).catch(() => {});
}

function find(): void {
  const field =
    document.querySelector<HTMLInputElement>('#q') ?? document.querySelector<HTMLInputElement>('#find');
  if (field?.checkVisibility()) field.focus();
  else location.assign('/reader/search');
}
