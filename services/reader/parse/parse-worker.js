import { parentPort } from 'node:worker_threads';

// A thread has no share in the hooks of the one that started it, and Node strips no types of an installed package.
if (import.meta.url.includes('/node_modules/')) await import('../../../core/strip-types.js');
const { parseFeed } = await import('./parse-feed.ts');
const { prepareItem } = await import('../items/prepare-item.ts');

parentPort?.on('message', ({ text, url, item }) => {
  try {
    parentPort?.postMessage(item ? { item: prepareItem(item) } : { feed: parseFeed(text, { url }) });
  } catch (error) {
    const { message, reason } = error;
    parentPort?.postMessage({ problem: { message, reason } });
  }
});
