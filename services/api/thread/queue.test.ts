import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DecisionAction } from '../contract.ts';
import { addBlock } from '../methods/thread/add-block.ts';
import { blockSender } from '../methods/thread/block-sender.ts';
import { closeThread } from '../methods/thread/close-thread.ts';
import { countResponses } from '../methods/thread/count-responses.ts';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { editResponse } from '../methods/thread/edit-response.ts';
import { getThread } from '../methods/thread/get-thread.ts';
import { listBlocks } from '../methods/thread/list-blocks.ts';
import { listDecisions } from '../methods/thread/list-decisions.ts';
import { listResponses } from '../methods/thread/list-responses.ts';
import { removeBlock } from '../methods/thread/remove-block.ts';
import { undoDecision } from '../methods/thread/undo-decision.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { comment, newAddress, publishPost } from '../testing/comments.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';

const CODE = 'lavodi-metugo-bafari';

async function moderated(api: TestApi) {
  await publishPost(api);
  const account = await ownerAccount(api.db);
  return {
    account,
    decide: (ids: string[], action: DecisionAction) => decideResponses(api, { ids, action, account }),
    shown: async () => (await getThread(api, { slug: 'p' })).responses.map(one => one.html),
  };
}

test('several are decided at once, and the decision is undone as a whole with the trust that came of it', async t => {
  const api = await testApi(t);
  const { decide, shown } = await moderated(api);
  const ids: string[] = [];
  for (const text of ['One', 'Two', 'Three'])
    ids.push((await comment(api, { name: text, code: CODE, markdown: text })).id);
  assert.deepEqual(await countResponses(api), { pending: 3, spam: 0 });
  const { batch, changed } = await decide(ids, 'approve');
  assert.deepEqual([changed, await shown()], [3, ['<p>One</p>', '<p>Two</p>', '<p>Three</p>']]);
  assert.deepEqual((await getThread(api, { slug: 'p' })).responses[0]?.author.verified, true);
  assert.equal((await comment(api, { name: 'One', code: CODE, markdown: 'Again' })).status, 'approved');
  assert.deepEqual(await decide(ids, 'approve'), { changed: 0 });
  // One of them was decided on again since: it stays.
  await decide([ids[1]!], 'delete');
  assert.deepEqual(await undoDecision(api, { batch: batch! }), { restored: 2, skipped: 1 });
  assert.deepEqual(await shown(), ['<p>Again</p>']);
  assert.equal((await comment(api, { name: 'Three', code: CODE, markdown: 'Waits' })).status, 'pending');
  assert.deepEqual(await undoDecision(api, { batch: batch! }), { restored: 0, skipped: 1 });
  const { decisions } = await listDecisions(api, { limit: 10 });
  assert.deepEqual(
    decisions.map(one => `${one.action} ${one.response.author} ${one.who} ${one.undone}`).sort(),
    [
      'approve One Owner true',
      'approve Three Owner true',
      'approve Two Owner false',
      'delete Two Owner false',
    ],
  );
});

test('a moderator changes a comment by the same checks, and takes the change back', async t => {
  const api = await testApi(t);
  const { account, decide, shown } = await moderated(api);
  const { id } = await comment(api, { markdown: 'Rude' });
  await decide([id], 'approve');
  const { batch } = await editResponse(api, { id, markdown: 'Kind <script>x</script>', account });
  assert.deepEqual(await shown(), ['<p>Kind &lt;script&gt;x&lt;/script&gt;</p>']);
  await undoDecision(api, { batch: batch! });
  assert.deepEqual(await shown(), ['<p>Rude</p>']);
});

test('the queue is filtered by status, post and words, page by page', async t => {
  const api = await testApi(t);
  const { decide } = await moderated(api);
  await publishPost(api, 'q');
  const ids: string[] = [];
  for (let n = 0; n < 5; n++)
    ids.push(
      (await comment(api, { name: `N${n}`, markdown: `about 100% _stone_ ${n}`, slug: n === 4 ? 'q' : 'p' }))
        .id,
    );
  await decide([ids[0]!], 'spam');
  const list = async (asked: object) =>
    (await listResponses(api, { limit: 10, status: 'pending', ...asked })).responses.map(
      one => one.author.name,
    );
  assert.deepEqual(await list({}), ['N4', 'N3', 'N2', 'N1']);
  assert.deepEqual(await list({ status: 'spam' }), ['N0']);
  assert.deepEqual(await list({ slug: 'q' }), ['N4']);
  assert.deepEqual(await list({ text: 'n3 STONE' }), ['N3']);
  assert.deepEqual(await list({ text: '100%' }), ['N4', 'N3', 'N2', 'N1']);
  assert.deepEqual(await list({ text: '1_0' }), []);
  const first = await listResponses(api, { limit: 3, status: 'pending' });
  const rest = await listResponses(api, { limit: 3, status: 'pending', cursor: first.next });
  assert.deepEqual([first.responses.length, rest.responses.length, rest.next], [3, 1, undefined]);
});

test('a sender is blocked by network and code, held from then on, and let in again', async t => {
  const api = await testApi(t);
  const { account } = await moderated(api);
  const address = newAddress();
  const { id } = await comment(api, { code: CODE, address });
  const { blocks, batch } = await blockSender(api, { id, account });
  assert.equal(blocks.length, 2);
  await comment(api, { name: 'Ben', address, markdown: 'Same network' });
  await comment(api, { code: CODE, markdown: 'Same code' });
  assert.deepEqual(await countResponses(api), { pending: 0, spam: 3 });
  assert.equal((await listBlocks(api)).blocks.length, 2);
  for (const id of blocks) await removeBlock(api, { id });
  await undoDecision(api, { batch: batch! });
  await comment(api, { name: 'Ben', address, markdown: 'And now' });
  assert.deepEqual(await countResponses(api), { pending: 2, spam: 2 });
});

test('blocks that are none are refused, and a post is closed and opened', async t => {
  const api = await testApi(t);
  const { account } = await moderated(api);
  const add = (kind: 'word' | 'domain' | 'address', value: string) =>
    addBlock(api, { kind, value, note: '', account });
  assert.equal((await add('domain', 'https://WWW.Spam.example/x')).value, 'spam.example');
  assert.equal(await reasonOf(add('address', '192.0.2.0/33')), 'invalid');
  assert.equal(await reasonOf(add('domain', 'localhost')), 'invalid');
  assert.equal(await reasonOf(add('word', ' !! ')), 'invalid');
  await closeThread(api, { slug: 'p', closed: true });
  assert.equal(await reasonOf(comment(api)), 'comments_closed');
  await closeThread(api, { slug: 'p', closed: false });
  assert.equal((await comment(api)).status, 'pending');
});
