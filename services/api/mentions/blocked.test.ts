import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addBlock } from '../methods/thread/add-block.ts';
import { blockSender } from '../methods/thread/block-sender.ts';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { getThread } from '../methods/thread/get-thread.ts';
import { listResponses } from '../methods/thread/list-responses.ts';
import { undoDecision } from '../methods/thread/undo-decision.ts';
import { setVerdict } from '../store/mentions/domains.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { entry, link, mentioned } from '../testing/mentioned.ts';

const reply = (words: string) => entry(`${link('u-in-reply-to')}<div class="e-content">${words}</div>`);

test('blocked words, and blocked domains of source, author and links, hold a mention as they hold a comment', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const account = await ownerAccount(api.db);
  await setVerdict(api.db, new URL(site.origin).hostname, 'allow');
  await addBlock(api, { kind: 'word', value: 'casino', note: '', account });
  await addBlock(api, { kind: 'domain', value: 'bad.example', note: '', account });
  await mention(site.page('/word', reply('Best C\u0430sino')));
  await mention(site.page('/link', reply('<a href="https://www.bad.example/x">Look</a>')));
  await mention(site.page('/author', entry(link('u-in-reply-to'), 'https://bad.example')));
  await mention(site.page('/good', reply('Fine')));
  assert.deepEqual(
    (await responses()).map(row => [row['status'], row['reasons']]),
    [
      ['spam', ['word']],
      ['spam', ['domain']],
      ['spam', ['domain']],
      ['approved', []],
    ],
  );
  const told = await api.db
    .selectFrom('outbox')
    .select('event')
    .where('event', 'like', 'mention.%')
    .execute();
  assert.equal(told.length, 1);
});

test('what the owner lets pass stays, until its source says something else that is blocked', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const account = await ownerAccount(api.db);
  await addBlock(api, { kind: 'word', value: 'casino', note: '', account });
  const source = site.page('/a', reply('A casino'));
  await mention(source);
  const [held] = await responses();
  await decideResponses(api, { ids: [String(held!['id'])], action: 'approve', account });
  await mention(source);
  assert.equal((await responses())[0]!['status'], 'approved');
  site.page('/a', reply('Another casino'));
  await mention(source);
  assert.equal((await responses())[0]!['status'], 'spam');
  assert.deepEqual((await getThread(api, { slug: 'p' })).responses, []);
});

test('the sender of a mention can be blocked, which holds what comes from its domain, and be let in again', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const account = await ownerAccount(api.db);
  await mention(site.page('/one', reply('One')));
  const { responses: queue } = await listResponses(api, { status: 'pending', limit: 10 });
  assert.equal(queue[0]?.blockable, true);
  const { batch } = await blockSender(api, { id: queue[0].id, account });
  await mention(site.page('/two', reply('Two')));
  assert.deepEqual(
    (await responses()).map(row => row['status']),
    ['spam', 'spam'],
  );
  await undoDecision(api, { batch: batch!, actor: { account } });
  assert.equal((await responses())[0]!['status'], 'pending');
});
