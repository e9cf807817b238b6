import { countAgain } from './reader-counts.ts';
import { say } from './reader-news.ts';
import { account, post, Refused } from './reader-server.ts';
import { keep, recall, sayOnce } from './reader-storage.ts';

/** What was done and has not reached the server yet, in its order: kept in the browser, so that nothing is lost with the page. */
interface Change {
  readonly key: string;
  readonly path: string;
  readonly fields: Record<string, string>;
}

const PLACES = 'croft-reader-queue:';
const PLACE = PLACES + account;
const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 300_000;
/** As many ids as one form may well carry. */
const MOST_IDS = 2_000;

let sending = false;
let pause = FIRST_PAUSE_MS;
let timer: number | undefined;
/** In place of the browser's storage, where that is shut off or full. */
let held: Change[] | undefined;

/** Marks items: `read`, `unread`, `star` or `unstar`. */
export function mark(name: string, ids: readonly string[]): void {
  for (let at = 0; at < ids.length; at += MOST_IDS)
    add('/reader/mark', { [name]: ids.slice(at, at + MOST_IDS).join(',') });
}

/** Keeps a change and sends it as soon as may be; a later one of the same place and file takes the place of an earlier. */
export function add(path: string, fields: Record<string, string>, replaces = false): void {
  const before = load().filter(
    change => !(replaces && change.path === path && change.fields['file'] === fields['file']),
  );
  save([...before, { key: `${Date.now()}${Math.random()}`, path, fields }]);
  void sendQueue();
}

/** Sends what waits, one after the other; what fails for now is tried again later. */
export async function sendQueue(): Promise<void> {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    for (let next = load()[0]; next; next = load()[0]) {
      await post(next.path, next.fields).catch((error: Refused) => {
        if (error.passes || error.status === 401 || error.status === 403) throw error;
        // What will never be taken is given up, so that it does not hold up the rest.
        say(`Of what was kept here, one thing cannot be done: ${error.message}`);
      });
      const { key } = next;
      save(load().filter(change => change.key !== key));
      pause = FIRST_PAUSE_MS;
      countAgain();
    }
  } catch (error) {
    if (error instanceof Refused && !error.passes)
      say('You are signed out. What you mark is kept here until you are back, for 30 days at the longest.', {
        label: 'Sign in',
        path: `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`,
      });
    else {
      if (held)
        sayOnce(
          'held',
          'This browser keeps nothing for this site now. Leave this page open until what you marked is sent.',
        );
      timer = setTimeout(() => void sendQueue(), pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  } finally {
    sending = false;
  }
}

/** The changes that the server has not heard of. */
export function waiting(): readonly Change[] {
  return load();
}

addEventListener('online', () => void sendQueue());

/** What waits for somebody else, who did not come back before another signed in, goes. */
export function dropOthers(): void {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(PLACES) && name !== PLACE) localStorage.removeItem(name);
  } catch {
    // Where storage is denied, nothing waits.
  }
}

function load(): Change[] {
  if (held) return held;
  try {
    return JSON.parse(recall(PLACE) ?? '[]') as Change[];
  } catch {
    return [];
  }
}

function save(changes: Change[]): void {
  const kept = keep(PLACE, changes.length === 0 ? null : JSON.stringify(changes));
  held = kept ? undefined : changes;
  dispatchEvent(new Event('reader-waiting'));
}
