import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { deleteComment } from '../methods/thread/delete-comment.ts';
import { getThread } from '../methods/thread/get-thread.ts';
import { listResponses } from '../methods/thread/list-responses.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { comment, newAddress, publishPost } from '../testing/comments.ts';
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

test('what was spam or deleted for a month is erased with its decisions; what answers it keeps its place', async t => {
  const api = await testApi(t);
  const post = await publishPost(api);
  const account = await ownerAccount(api.db);
  const decide = (ids: string[], action: 'approve' | 'spam' | 'delete') =>
    decideResponses(api, { ids, action, account });
  const own = { name: 'Ann', code: 'lavodi-metugo-bafari' };
  const asked = await comment(api, { ...own, markdown: 'Private words' });
  await decide([asked.id], 'approve');
  const answer = await comment(api, { name: 'Ben', markdown: 'An answer', parent: asked.id });
  const spam = await comment(api, { name: 'Spammer', markdown: 'Cheap' });
  const late = await comment(api, { name: 'Late', markdown: 'Deleted late' });
  await decide([answer.id], 'approve');
  await decide([spam.id], 'spam');
  await decide([late.id], 'delete');
  await deleteComment(api, { id: asked.id, ...own, visitor: { address: newAddress() } });
  const mentioned = await sql<{ id: string }>`
    insert into response (post_id, kind, origin, status, author_name, html, text, source_url, received_at)
    values (${post}, 'reply', 'webmention', 'deleted', 'Cem', 'x', 'Their words', 'https://a.example/1', '2020-01-01')
    returning id`.execute(api.db);
  await sql`insert into mention (source, target, host, post_id, origin, response_id, state)
    values ('https://a.example/1', 'https://croft.example/posts/p', 'a.example', ${post}, 'webmention', ${mentioned.rows[0]!.id}, 'linked')`.execute(
    api.db,
  );
  await sql`update response set received_at = '2020-01-01', decided_at = case when author_name = 'Late' then now() else '2020-01-02' end,
    edited_at = null`.execute(api.db);
  await sweepConversation(api);

  const rows = await api.db
    .selectFrom('response')
    .select(['author_name', 'text', 'status', 'source_url'])
    .orderBy('text')
    .execute();
  assert.deepEqual(rows.map(row => [row.author_name, row.text, row.status, row.source_url !== null]).sort(), [
    ['', '', 'deleted', false],
    ['', '', 'deleted', true],
    ['Ben', 'An answer', 'approved', false],
    ['Late', 'Deleted late', 'deleted', false],
  ]);
  const { rows: decisions } = await sql<{ before: object }>`select before from decision`.execute(api.db);
  assert.doesNotMatch(JSON.stringify(decisions), /Private words|Cheap/);
  const thread = await getThread(api, { slug: 'p' });
  assert.deepEqual(
    thread.responses.map(one => [one.deleted ?? false, one.html]),
    [
      [true, ''],
      [false, '<p>An answer</p>'],
    ],
  );
  const { responses } = await listResponses(api, { status: 'deleted', limit: 10 });
  assert.deepEqual(
    responses.map(one => one.author.name),
    ['Late'],
  );
  assert.deepEqual(await decide([asked.id], 'approve'), { changed: 0 });
  assert.equal((await api.db.selectFrom('mention').select('state').executeTakeFirst())?.state, 'refused');

  await decide([answer.id], 'delete');
  await sql`update response set decided_at = '2020-01-02' where id = ${answer.id}::uuid`.execute(api.db);
  await sweepConversation(api);
  await sweepConversation(api);
  assert.equal((await api.db.selectFrom('response').select('id').execute()).length, 2);
});
