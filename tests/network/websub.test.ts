import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiContract } from '../../services/api/contract.ts';
import { OWNER, readerContract } from '../../services/reader/contract.ts';
import { claimOwner, startNetwork } from '../support/network.ts';

test('one Croft reads another: its hub confirms, and a new post is there without being polled', async t => {
  const writer = await startNetwork(t);
  const reading = await startNetwork(t);
  await claimOwner(writer);
  const api = writer.host.clients.of(apiContract);
  const reader = reading.host.clients.of(readerContract);
  const topic = `${writer.origin}/feed.xml`;
  const { feed } = await reader.subscribe({ account: OWNER, url: topic });
  const health = async () => (await reader.feedHealth({ account: OWNER, id: feed.id })).health;
  while (!(await health()).push.works) await sleep(100);
  const before = await health();

  await api.savePost({ title: 'Told at once', markdown: 'Text', status: 'published' });
  while ((await health()).attempts[0]?.outcome !== 'pushed') await sleep(100);
  const { items } = await reader.listItems({ account: OWNER, feedId: feed.id });
  assert.deepEqual(
    items.map(item => item.title),
    ['Told at once'],
  );
  assert.equal((await health()).polledAt, before.polledAt);
});
