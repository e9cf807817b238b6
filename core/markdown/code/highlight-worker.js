import { parentPort } from 'node:worker_threads';

// A thread has no share in the hooks of the one that started it, and Node strips no types of an installed package.
if (import.meta.url.includes('/node_modules/')) await import('../../strip-types.js');
const { highlightCode } = await import('./highlight-code.ts');

parentPort?.on('message', async ({ id, blocks }) => {
  const lines = [];
  for (const { code, language } of blocks)
    lines.push(await highlightCode(code, language).catch(() => undefined));
  parentPort?.postMessage({ id, lines });
});
