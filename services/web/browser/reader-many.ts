import { idOf, rememberUnread, showUnread, stateOf } from './reader-marks.ts';
import { say } from './reader-news.ts';
import { add, mark } from './reader-queue.ts';
import { post, type Refused } from './reader-server.ts';
import { KEPT } from './reader-waits.ts';

/** Marks items as read at once, of which `all` gives those that are in the document, and offers to take it back. */
export function readMany(ids: readonly string[], all: () => HTMLElement[]): void {
  if (ids.length === 0) {
    say('There is nothing above it.');
    return;
  }
  const shown = new Map(all().map(entry => [idOf(entry), entry]));
  const fresh = ids.filter(id => {
    const entry = shown.get(id);
    return entry === undefined || stateOf(entry).unread;
  });
  showMany(fresh, false, all);
  post<{ said: string; undo?: string }>('/reader/mark', { read: ids.join(',') }).then(
    ({ said, undo }) => say(said, undefined, undo ? () => takeBack(undo, fresh, all) : undefined),
    (error: Refused) => {
      if (!error.passes) return say(error.message);
      mark('read', ids);
      say(KEPT, undefined, () => {
        mark('unread', fresh);
        showMany(fresh, true, all);
      });
    },
  );
}

function takeBack(undo: string, ids: readonly string[], all: () => HTMLElement[]): void {
  post<{ said: string }>('/reader/undo', { undo }).then(
    ({ said }) => {
      showMany(ids, true, all);
      say(said);
    },
    (error: Refused) => {
      if (!error.passes) return say(error.message);
      add('/reader/undo', { undo });
      showMany(ids, true, all);
      say(KEPT);
    },
  );
}

function showMany(ids: readonly string[], unread: boolean, all: () => HTMLElement[]): void {
  rememberUnread(ids, unread);
  const some = new Set(ids);
  for (const entry of all()) if (some.has(idOf(entry))) showUnread(entry, unread);
}
