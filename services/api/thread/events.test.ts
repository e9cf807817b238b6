import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { deleteComment } from '../methods/thread/delete-comment.ts';
import { editComment } from '../methods/thread/edit-comment.ts';
import { giveFeedback } from '../methods/thread/give-feedback.ts';
import { undoDecision } from '../methods/thread/undo-decision.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { comment, newAddress, publishPost } from '../testing/comments.ts';
import { type TestApi, testApi } from '../testing/context.ts';
import { composeMessage } from '../webhooks/compose-message.ts';

const CODE = 'lavodi-metugo-bafari';

/** Takes out what was noted of comments and feedback since the last time. */
async function told(api: TestApi) {
  const rows = await api.db.deleteFrom('outbox').returning(['id', 'event', 'data']).execute();
  return rows
    .sort((a, b) => a.id - b.id)
    .filter(row => !row.event.startsWith('post.'))
    .map(({ event, data }) => ({ event, data: data as Record<string, unknown> }));
}

test('a comment is told of when it comes, when it is shown and when it is so no more, by whatever way', async t => {
  const api = await testApi(t);
  const post = await publishPost(api);
  const account = await ownerAccount(api.db);
  const mine = { name: 'Ann', code: CODE, visitor: { address: newAddress() } };
  const names = async () => (await told(api)).map(({ event }) => event);
  const { id } = await comment(api, { code: CODE });
  assert.deepEqual(await told(api), [{ event: 'comment.created', data: { response: id, post } }]);
  const decide = (action: 'approve' | 'pend' | 'spam') =>
    decideResponses(api, { ids: [id], action, account });
  const { batch } = await decide('approve');
  assert.deepEqual(await told(api), [{ event: 'comment.approved', data: { response: id, post } }]);
  await decide('approve');
  assert.deepEqual(await names(), []);
  await undoDecision(api, { batch: batch! });
  assert.deepEqual(await names(), ['comment.removed']);
  await decide('spam');
  assert.deepEqual(await names(), []);
  await decide('approve');
  await editComment(api, { id, markdown: 'Still shown.', ...mine });
  assert.deepEqual(await names(), ['comment.approved']);
  await deleteComment(api, { id, ...mine });
  assert.deepEqual(await names(), ['comment.removed']);
  await comment(api, { markdown: 'By the owner.', account });
  assert.deepEqual(await names(), ['comment.created', 'comment.approved']);
  await comment(api, { name: 'Ben', markdown: 'buy', trap: 'filled in' });
  assert.deepEqual(await names(), []);
});

test('what was taken back is told without its words, and feedback only when it says something new', async t => {
  const api = await testApi(t);
  const post = await publishPost(api);
  const visitor = { address: newAddress() };
  const { id } = await comment(api, { code: CODE, markdown: 'Words' });
  const write = async (event: string, data: Record<string, unknown>) =>
    JSON.parse(await composeMessage(api, { event, data, at: '2030-01-01T00:00:00.000Z' }));
  const first = await write('comment.created', { response: id, post });
  assert.deepEqual(
    [first.data.response.text, first.data.response.author.name, first.data.post.url],
    ['Words', 'Ann', 'https://croft.example/posts/p'],
  );
  await deleteComment(api, { id, name: 'Ann', code: CODE, visitor });
  assert.doesNotMatch(JSON.stringify(await write('comment.removed', { response: id, post })), /Words|Ann/);
  await told(api);

  const give = (useful: boolean, words?: string) => giveFeedback(api, { slug: 'p', useful, words, visitor });
  await give(true);
  await give(true);
  await give(false);
  await give(false, 'Too long');
  await give(false, 'Too long');
  await give(false);
  const events = await told(api);
  assert.deepEqual(
    events.map(({ event }) => event),
    ['feedback.received', 'feedback.received', 'feedback.received'],
  );
  const { data } = await write('feedback.received', events[0]!.data);
  assert.deepEqual([data.feedback.useful, data.feedback.words, data.post.id], [false, 'Too long', post]);
});
