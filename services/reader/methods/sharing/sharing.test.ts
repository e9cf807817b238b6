import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { sayJob } from '../../jobs/say.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { entry, outline } from '../../testing/items.ts';
import { listItems } from '../items/list-items.ts';
import { shareItem } from './share-item.ts';

test('an item is said in a room once, however often it is sent, with the word that was given', async t => {
  const ctx = await testReader(t);
  const [feed] = [...(await addSubscriptions(ctx.db, OWNER, [outline('a')], true)).values()];
  await saveItems(ctx, feed!.id, [entry('Walls have\nmoods', 1, { url: 'https://a.example/1' })], new Date());
  const [item] = (await listItems(ctx, { account: OWNER, limit: 1 })).items;
  const share = {
    account: OWNER,
    id: item!.id,
    room: 'irc/home/#mill',
    comment: 'Look\r\nQUIT',
    key: crypto.randomUUID(),
  };
  await Promise.all([shareItem(ctx, share), shareItem(ctx, share)]);
  await shareItem(ctx, share);
  await sayJob(ctx).handler({}, { id: '1', retries: 0, signal: noSignal });
  assert.deepEqual(ctx.said, [
    {
      room: 'irc/home/#mill',
      text: `Look QUIT — Walls have moods (${item!.feedTitle}) — https://a.example/1`,
      id: share.key,
    },
  ]);
});

test('nobody but the owner has the bot speak, and only of what they read', async t => {
  const ctx = await testReader(t);
  const share = { id: '1', room: 'irc/home/#mill', comment: '', key: crypto.randomUUID() };
  await assert.rejects(shareItem(ctx, { ...share, account: 'member' }), { code: 'forbidden' });
  await assert.rejects(shareItem(ctx, { ...share, account: OWNER }), { code: 'not_found' });
});
