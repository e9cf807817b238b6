import { get } from './reader-server.ts';

const MOST_ITEMS = 50;
/** Bytes of images that are kept for items fetched ahead. */
const MOST_IMAGES = 50_000_000;
const IMAGES = 'reader-images';

/** Fetches unread items and their images for when there is no network, one after the other; the worker keeps the items. */
export async function fetchAhead(): Promise<void> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !('caches' in window)) return;
  const entries = [...document.querySelectorAll<HTMLElement>('.entry.unread')].slice(0, MOST_ITEMS);
  try {
    for (const entry of entries) {
      await idle();
      const { html } = await get<{ html: string }>(`/reader/item/${entry.dataset['id']}`);
      await keepImages(html);
    }
    await trim();
    document.body.dataset['ahead'] = String(entries.length);
  } catch {
    // The network went, or storage is denied or full: what is here is here.
  }
}

async function keepImages(html: string): Promise<void> {
  const images = await caches.open(IMAGES);
  const found = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('img');
  for (const image of found) {
    const path = image.getAttribute('src') ?? '';
    if (!path.startsWith('/reader/image') || (await images.match(path))) continue;
    const response = await fetch(path);
    if (!response.ok) continue;
    const blob = await response.blob();
    const headers = new Headers(response.headers);
    headers.delete('content-encoding');
    headers.set('content-length', String(blob.size));
    await images.put(path, new Response(blob, { headers }));
  }
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
