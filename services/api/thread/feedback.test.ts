import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveSettings } from '../methods/site/save-settings.ts';
import { countFeedback } from '../methods/thread/count-feedback.ts';
import { deleteFeedback } from '../methods/thread/delete-feedback.ts';
import { giveFeedback } from '../methods/thread/give-feedback.ts';
import { listFeedback } from '../methods/thread/list-feedback.ts';
import { publishPost } from '../testing/comments.ts';
import { reasonOf, testApi } from '../testing/context.ts';

test('a visitor answers once a day for each post, may think again and add words, and is nowhere to be found afterwards', async t => {
  const api = await testApi(t);
  await publishPost(api);
  await publishPost(api, 'q');
  await publishPost(api, 'hidden', { visibility: 'private' });
  const give = (
    useful: boolean,
    more: { words?: string; slug?: string; address?: string; userAgent?: string } = {},
  ) => {
    const { address = '192.0.2.1', userAgent = 'B', slug = 'p', words } = more;
    return giveFeedback(api, { slug, useful, words, visitor: { address, userAgent } });
  };
  await Promise.all([give(true), give(true), give(true)]);
  await give(false);
  await give(true, { words: 'More <b>pictures</b>\0, please. ' });
  await give(true);
  await give(false, { address: '2001:db8::1' });
  await give(false, { address: '2001:db8::2' });
  await give(true, { userAgent: 'C' });
  await give(true, { slug: 'q' });
  const { posts } = await countFeedback(api, { limit: 10 });
  assert.deepEqual(
    posts.map(({ slug, yes, no }) => [slug, yes, no]),
    [
      ['q', 1, 0],
      ['p', 2, 1],
    ],
  );
  const { answers } = await listFeedback(api, { limit: 10 });
  assert.deepEqual(
    answers.map(one => [one.words, one.useful]),
    [['More <b>pictures</b>, please.', true]],
  );
  await deleteFeedback(api, { id: answers[0]!.id });
  assert.deepEqual((await listFeedback(api, { limit: 10 })).answers, []);
  assert.equal(await reasonOf(give(true, { slug: 'hidden' })), 'not_found');
  await saveSettings(api, { feedback: false });
  assert.equal(await reasonOf(give(true)), 'comments_closed');

  // The next day the same visitor is somebody new, and the secret that could tell is gone the day after.
  await saveSettings(api, { feedback: true });
  await api.db.updateTable('day_secret').set({ day: '2020-01-01' }).execute();
  await give(true, { slug: 'q' });
  const days = await api.db.selectFrom('day_secret').select('day').execute();
  assert.equal(days.length, 1);
  assert.equal((await countFeedback(api, { limit: 10 })).posts[0]?.yes, 2);
});
