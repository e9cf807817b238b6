import { IMAGES, isFull, putWithRoom } from './reader-room.ts';
import { get } from './reader-server.ts';
import { sayFull } from './reader-storage.ts';

const MOST_ITEMS = 50;
/** Bytes of images that are kept for items fetched ahead. */
const MOST_IMAGES = 50_000_000;

/** Ids of what was fetched by this page, and the paths of the images of that. */
const fetched = new Set<string>();
const wanted = new Set<string>();
/** One after the other, also when news come while items are fetched. */
let last: Promise<void> = Promise.resolve();

/** Not where data is to be saved, and only while somebody looks. */
export function mayFetchAhead(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return !connection?.saveData && navigator.onLine && document.visibilityState === 'visible';
}

/** Fetches unread items of a list for when there is no network, and then their images; the worker keeps the items. */
export function fetchAhead(list: ParentNode = document): Promise<void> {
  last = last.then(async () => {
    const entries = [...list.querySelectorAll<HTMLElement>('.entry.unread')].slice(0, MOST_ITEMS);
    try {
      for (const { dataset } of entries) await fetchItem(dataset['id']!);
      for (const path of wanted) await keepImage(path);
      await trim();
    } catch (error) {
      // The network went, or storage is denied: what is here is here.
      if (isFull(error)) sayFull();
    }
    document.body.dataset['ahead'] = String(fetched.size);
  });
  return last;
}

/** Has the worker keep the list as it is now that something has come, with what came. */
export async function fetchNews(): Promise<void> {
  if (!mayFetchAhead()) return;
  const path = document.querySelector('.entry, .empty') ? location.href : '/reader';
  const answer = await fetch(path, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  await fetchAhead(new DOMParser().parseFromString(await answer.text(), 'text/html'));
}

async function fetchItem(id: string): Promise<void> {
  if (fetched.has(id)) return;
  await idle();
  const { html } = await get<{ html: string }>(`/reader/item/${id}`);
  fetched.add(id);
  for (const image of new DOMParser().parseFromString(html, 'text/html').querySelectorAll('img')) {
    const path = image.getAttribute('src') ?? '';
    if (path.startsWith('/reader/image')) wanted.add(path);
  }
}

async function keepImage(path: string): Promise<void> {
  const images = await caches.open(IMAGES);
  if (await images.match(path)) return;
  const response = await fetch(path);
  if (!response.ok) return;
  const blob = await response.blob();
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.set('content-length', String(blob.size));
  if ((await putWithRoom(images, path, new Response(blob, { headers }), wanted)) > 0) sayFull();
}

/** The oldest go. */
async function trim(): Promise<void> {
  const images = await caches.open(IMAGES);
  let size = 0;
  for (const key of [...(await images.keys())].reverse()) {
    size += Number((await images.match(key))?.headers.get('content-length') ?? 0);
    if (size > MOST_IMAGES) await images.delete(key);
  }
}

function idle(): Promise<void> {
  return new Promise(resolve => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2_000 });
    else setTimeout(resolve, 200);
  });
}
