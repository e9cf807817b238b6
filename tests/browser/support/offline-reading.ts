import type { TestContext } from 'node:test';
import { OWNER, readerContract } from '../../../services/reader/contract.ts';
import { feedServer } from '../../../services/reader/testing/feed-server.ts';
import { startNetwork } from '../../support/network.ts';
import { ownerContext } from '../../support/signed-in.ts';
import { launch } from './chromium.ts';
import { until } from './until.ts';

/** A feed of items `Rain 0`, `Rain 1` …; with `images`, each shows `/N.png` of that origin. */
export function rain(numbers: readonly number[], images?: string): string {
  const items = numbers.map(
    n =>
      `<item><guid isPermaLink="false">${n}</guid><title>Rain ${n}</title><link>https://blog.example/${n}</link><description>The text of ${n}.${
        images ? `&lt;img src="${images}/${n}.png"&gt;` : ''
      }</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Rain</title><link>https://blog.example/</link>${items.join('')}</channel></rss>`;
}

/** The owner, who reads `Rain` with three items; with `images` (bytes of a picture), each has one. */
export async function reading(t: TestContext, images?: (n: number) => Buffer) {
  const server = await feedServer(t);
  const bring = (numbers: readonly number[]) => {
    server.pages['/Rain'] = { body: rain(numbers, images && server.origin) };
    for (const n of images ? numbers : []) server.pages[`/${n}.png`] = { body: images!(n) };
  };
  bring([0, 1, 2]);
  const network = await startNetwork(t);
  const reader = network.host.clients.of(readerContract);
  const { feed } = await reader.subscribe({ account: OWNER, url: `${server.origin}/Rain` });
  const context = await ownerContext(network, await launch(t));
  const page = await context.newPage();
  const starred = async () => {
    const { items } = await reader.listItems({ account: OWNER, view: 'starred', limit: 10 });
    return items.map(({ title }) => title).sort();
  };
  /** The feed has these items now, and is polled. */
  const poll = async (numbers: readonly number[]) => {
    bring(numbers);
    await reader.pollNow({ account: OWNER, id: feed.id });
  };
  /** Goes to the list and waits until so many items are fetched ahead. */
  const open = async (ahead: number) => {
    await page.goto(`${network.origin}/reader`);
    await until(page, `document.body.dataset.ahead === '${ahead}'`);
  };
  return { network, reader, context, page, starred, poll, open };
}
