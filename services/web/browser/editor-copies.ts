/** What was written and has not reached the server, in this browser's own database. */
export interface LocalCopy {
  /** One for each opening of the screen, so that two windows never write over each other. */
  readonly page: string;
  /** Id of the post; empty for a new one. */
  readonly post: string;
  /** Version of the post that it goes on from. */
  readonly version: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const STORE = 'copies';
/** Whoever writes no more for this long has forgotten it. */
const KEEP_MS = 90 * 24 * 60 * 60 * 1000;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('croft-writing', 1);
    request.addEventListener('upgradeneeded', () =>
      request.result.createObjectStore(STORE, { keyPath: 'page' }),
    );
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
  return opened;
}

/** `strict`: it is on the disk when this resolves, and not in the memory of a browser that may crash. */
async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(STORE, mode, { durability: 'strict' });
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request.result));
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
}

export function keepCopy(copy: LocalCopy): Promise<unknown> {
  return run('readwrite', store => store.put(copy));
}

export function dropCopy(page: string): Promise<unknown> {
  return run('readwrite', store => store.delete(page));
}

/** Copies of a post, or of new ones, whose windows are gone; newest first. What nobody came back for is forgotten. */
export async function lostCopies(post: string): Promise<LocalCopy[]> {
  const all = (await run('readonly', store => store.getAll())) as LocalCopy[];
  const open = await openPages();
  const closed = all.filter(copy => !open.has(copy.page));
  const old = closed.filter(copy => Date.now() - copy.at > KEEP_MS);
  await Promise.all(old.map(copy => dropCopy(copy.page)));
  return closed.filter(copy => copy.post === post && !old.includes(copy)).sort((a, b) => b.at - a.at);
}

const LOCK = 'croft-writing ';

/** Says that this page is open, until it is closed or crashes. Only over HTTPS or on localhost do browsers have locks. */
export function holdPage(page: string): void {
  navigator.locks?.request(LOCK + page, () => new Promise(() => {})).catch(() => {});
}

async function openPages(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(lock => lock.name?.replace(LOCK, '') ?? ''));
}
