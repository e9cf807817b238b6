import { say } from './reader-news.ts';

const told = new Set<string>();

/** What the browser's storage has under a name; null also where storage is denied. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value, or removes it with null; gives whether that could be done: storage may be denied or full. */
export function keep(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

/** Says something once while a tab is open, on all of its pages together. */
export function sayOnce(name: string, text: string): void {
  const key = `croft-reader-told:${name}`;
  try {
    if (sessionStorage.getItem(key) !== null) return;
    sessionStorage.setItem(key, '1');
  } catch {
    // Without storage it is said once a page.
  }
  if (!told.has(name)) say(text);
  told.add(name);
}

export function sayFull(): void {
  sayOnce(
    'full',
    'This browser has no more room for this site. Reading goes on; of what is kept for when there is no network, the oldest pictures go.',
  );
}
