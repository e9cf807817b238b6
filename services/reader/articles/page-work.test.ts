import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prose, webPage } from '../testing/pages.ts';
import { findArticle } from './page-work.ts';

const url = 'https://a.example/';

test('a page that takes too much costs its own process alone: the next is read', async () => {
  await findArticle({ html: webPage(prose('heron')), url });
  const slow = findArticle({ html: webPage(prose('heron', 25_000)), url });
  const next = findArticle({ html: webPage(prose('egret')), url });
  await new Promise(setImmediate);
  // As the helper does with what takes too long, and the system with what takes too much memory.
  process.kill(busyChild(), 'SIGKILL');
  await assert.rejects(slow, { code: 'invalid', reason: 'hostile', message: /too much time or memory/ });
  assert.match((await next).text, /egret/);
});

/** The id of the one child that this process waits for. */
function busyChild(): number {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles(): { pid?: number }[] };
  return handles().findLast(handle => handle.pid !== undefined)!.pid!;
}
