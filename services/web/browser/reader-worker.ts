import { HELD, hold } from './reader-held.ts';
import { IMAGES, isFull, putWithRoom } from './reader-room.ts';
import { PAGES, seal, sealedUntil, unseal } from './reader-seal.ts';
import { fieldsOf, mayWait } from './reader-waits.ts';
import { offlinePage, signedOutPage } from './reader-worker-page.ts';

/** The reader without a network: network first, and what was seen last where there is none. Of what changes anything, only forms that can wait pass here. */
interface WorkerScope {
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(): Promise<readonly { postMessage(data: unknown): void }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}
interface WorkerEvent extends Event {
  readonly request: Request;
  readonly data: unknown;
  respondWith(answer: Promise<Response>): void;
  waitUntil(done: Promise<unknown>): void;
}

const worker = globalThis as unknown as WorkerScope;
const FILES = 'reader-files';
/** How long the network is waited for where there is something to show instead, in milliseconds. */
const PATIENCE_MS = 4_000;
const MOST_PAGES = 200;
/** Who signed out leaves nothing, also of what was under way. */
let forgotten = false;

worker.addEventListener('install', event => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', event => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', event => {
  forgotten = event.data === 'forget';
  // A worker that was taken up again after a sign-out, or passed over by a reload, has no page yet.
  event.waitUntil(forgotten ? forget() : worker.clients.claim());
});

worker.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.mode === 'navigate' && request.method === 'POST' && mayWait(url.pathname))
    return event.respondWith(form(request, url));
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (/^\/reader\/(?:image|icon)/.test(url.pathname)) event.respondWith(picture(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(file(request));
  else if (/^\/reader(?:\/|$)/.test(url.pathname) && !/^\/reader\/(?:export|opml)/.test(url.pathname))
    event.respondWith(page(event));
});

/** A form; one that the network does not take, though the browser thinks that there is one, is held for the page to which this leads. */
async function form(request: Request, { pathname: path, origin }: URL): Promise<Response> {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    const account = await (await find(PAGES, new Request('/reader/account')))?.text();
    if (!account) throw error;
    const fields = fieldsOf(path, await copy.formData());
    await hold({ account, path, fields });
    return Response.redirect(new URL(fields['back'] ?? '/reader', origin), 303);
  }
}

async function page(event: WorkerEvent): Promise<Response> {
  const { request } = event;
  const asked = fetch(request).then(async response => {
    // The way to the sign-in page: whoever was signed in is so no more, and may come back.
    if (response.status === 401 || response.type === 'opaqueredirect' || response.redirected)
      await seal().catch(forget);
    else if (response.ok) event.waitUntil(keep(request, response.clone()).catch(tellFull));
    return response;
  });
  event.waitUntil(asked.catch(() => {}));
  const kept = await find(PAGES, keyOf(request));
  try {
    return await (kept ? Promise.race([asked, late()]) : asked);
  } catch (error) {
    if (kept) return request.mode === 'navigate' ? withTime(kept) : kept;
    if (request.mode !== 'navigate') throw error;
    const until = await sealedUntil().catch(() => undefined);
    return until ? signedOutPage(FILES, until) : offlinePage(PAGES, FILES);
  }
}

function late(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('late')), PATIENCE_MS));
}

/** Keeps an answer of the person who is signed in; what was another's goes first. */
async function keep(request: Request, response: Response): Promise<void> {
  const account = response.headers.get('croft-account');
  if (forgotten || !account) return;
  let pages = await caches.open(PAGES);
  const owner = await (await pages.match('/reader/account'))?.text();
  if (owner !== account) {
    if (owner !== undefined) await forget();
    pages = await caches.open(PAGES);
    await putWithRoom(pages, '/reader/account', new Response(account));
  }
  await unseal();
  // Put last, so that the keys are in the order of their age.
  const key = keyOf(request);
  await pages.delete(key);
  if ((await putWithRoom(pages, key, response)) > 0) await tellFull();
  const [, ...keys] = await pages.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST_PAGES))) await pages.delete(old);
  if (forgotten) await forget();
}

/** Answers vary by what is accepted: a page, or JSON for a script. */
function keyOf({ url, headers }: Request): Request {
  const accept = headers.get('accept')?.includes('text/html') ? 'text/html' : 'application/json';
  return new Request(url, { headers: { accept } });
}

async function file(request: Request): Promise<Response> {
  const kept = await find(FILES, request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && !forgotten) await put(request, response.clone()).catch(() => {});
  return response;
}

async function put(request: Request, response: Response): Promise<void> {
  const files = await caches.open(FILES);
  // The address has a hash: another of the same name is an older one.
  const name = (url: string) => url.replace(/-[^-]{10}\.(?:js|css)$/, '');
  for (const old of await files.keys())
    if (old.url !== request.url && name(old.url) === name(request.url)) await files.delete(old);
  await putWithRoom(files, request, response);
}

async function picture(request: Request): Promise<Response> {
  return fetch(request).catch(async error => {
    const kept = await find(IMAGES, request);
    if (kept) return kept;
    throw error;
  });
}

/** Undefined also where storage is denied. Files are nobody's. */
async function find(cache: string, request: Request): Promise<Response | undefined> {
  try {
    if (cache !== FILES && (await sealedUntil())) return undefined;
    return await (await caches.open(cache)).match(request);
  } catch {
    return undefined;
  }
}

async function forget(): Promise<void> {
  await Promise.all([PAGES, FILES, IMAGES, HELD].map(name => caches.delete(name))).catch(() => {});
}

/** Has pages say that there is no more room; of any other error there is nothing to say. */
async function tellFull(error?: unknown): Promise<void> {
  if (error === undefined || isFull(error))
    for (const client of await worker.clients.matchAll()) client.postMessage('full');
}

/** The page says itself how old it is. */
async function withTime(kept: Response): Promise<Response> {
  const time = Date.parse(kept.headers.get('date') ?? '') || 0;
  const text = await kept.text();
  return new Response(text.replace('<body', `<body data-kept="${time}"`), { headers: kept.headers });
}
