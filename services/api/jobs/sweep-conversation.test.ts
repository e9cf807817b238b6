import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comment, publishPost } from '../testing/comments.ts';
import { testApi } from '../testing/context.ts';
import { sweepConversation } from './sweep-conversation.ts';

test('where a comment came from is forgotten after a month', async t => {
  const api = await testApi(t);
  await publishPost(api);
  const old = await comment(api, { markdown: 'Old' });
  await comment(api, { markdown: 'New' });
  await api.db
    .updateTable('response')
    .set({ received_at: '2020-01-01T00:00:00Z' })
    .where('id', '=', old.id)
    .execute();
  await sweepConversation(api);
  const rows = await api.db
    .selectFrom('response')
    .select(['markdown', 'address_hash'])
    .orderBy('markdown')
    .execute();
  assert.deepEqual(
    rows.map(row => [row.markdown, row.address_hash === null]),
    [
      ['New', false],
      ['Old', true],
    ],
  );
});
