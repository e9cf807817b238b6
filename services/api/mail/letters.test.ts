import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendLetters } from '../jobs/send-letters.ts';
import { takeIn } from '../mentions/take-in.ts';
import { confirmLetters } from '../methods/thread/confirm-letters.ts';
import { decideResponses } from '../methods/thread/decide-responses.ts';
import { editComment } from '../methods/thread/edit-comment.ts';
import { endLetters } from '../methods/thread/end-letters.ts';
import { beginLook, noteMention } from '../store/mentions/mentions.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { comment, newAddress, publishPost } from '../testing/comments.ts';
import { reasonOf, type TestApi, testApi } from '../testing/context.ts';
import { type Received, smtpServer } from '../testing/smtp-server.ts';

async function withMail(t: Parameters<typeof testApi>[0], refuse = 0) {
  const { url, received } = await smtpServer(t, refuse);
  const plain = await testApi(t);
  const api: TestApi = {
    ...plain,
    config: { ...plain.config, smtp: url, mailFrom: 'site@croft.example', email: 'owner@croft.example' },
  };
  await publishPost(api);
  const account = await ownerAccount(api.db);
  return {
    api,
    received,
    approve: (id: string) => decideResponses(api, { ids: [id], action: 'approve', account }),
    /** Lets the pauses pass, and sends. */
    send: async () => {
      await api.db.updateTable('letter').set({ due_at: '2020-01-01T00:00:00Z' }).execute();
      await sendLetters(api);
      return received.splice(0);
    },
  };
}

/** The readable text of a letter, its lines joined again (RFC 2045, section 6.7). */
function textOf({ message }: Received): string {
  return Buffer.from(
    message
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
}

function linkOf(letter: Received, what: string): { id: string; token: string } {
  const found = new RegExp(`/letters/${what}/([0-9a-f-]{36})/([\\w-]{43})`).exec(textOf(letter));
  return { id: found?.[1] ?? '', token: found?.[2] ?? '' };
}

test('the owner gets one letter of all that came, in which nothing a stranger wrote is more than text', async t => {
  const { api, send } = await withMail(t);
  await comment(api, { name: 'Ann <x>', markdown: 'One <img src=x onerror=alert(1)>' });
  await comment(api, { name: 'Ben', markdown: 'Two\n\nBcc: c@d.example' });
  const [letter, ...more] = await send();
  assert.deepEqual(
    [letter?.to, letter?.from, more.length],
    [['<owner@croft.example>'], '<site@croft.example>', 0],
  );
  assert.doesNotMatch(letter!.message.split('\r\n\r\n')[0]!, /Bcc|Ann|img/);
  assert.doesNotMatch(textOf(letter!).split('text/html')[1]!, /<img|<x>/);
  assert.match(textOf(letter!), /&lt;img/);
  assert.deepEqual(await send(), []);
});

test('who left an address confirms it first, hears of replies, and ends the letters with one press', async t => {
  const { api, send, approve } = await withMail(t);
  const first = await comment(api, { name: 'Ann', markdown: 'First', email: 'ann@home.example' });
  assert.deepEqual(
    (await send()).map(letter => letter.to[0]),
    ['<owner@croft.example>'],
  );
  await approve(first.id);
  const [ask] = await send();
  assert.deepEqual(ask?.to, ['<ann@home.example>']);
  const early = await comment(api, { name: 'Ben', markdown: 'Too early', parent: first.id });
  await approve(early.id);
  assert.deepEqual(
    (await send()).map(letter => letter.to[0]),
    ['<owner@croft.example>'],
  );
  const confirm = linkOf(ask!, 'confirm');
  assert.equal(
    await reasonOf(confirmLetters(api, { ...confirm, token: linkOf(ask!, 'end').token })),
    'not_found',
  );
  await confirmLetters(api, confirm);
  const reply = await comment(api, { name: 'Cem', markdown: 'An answer', parent: early.id });
  await approve(reply.id);
  const letters = await send();
  const told = letters.find(letter => letter.to[0] === '<ann@home.example>');
  assert.match(textOf(told!), /Cem wrote:\s+> An answer/);
  assert.match(told!.message, /List-Unsubscribe:\s+<https:\/\/croft\.example\/letters\/end\//);
  assert.match(told!.message, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
  await endLetters(api, linkOf(told!, 'end'));
  const late = await comment(api, { name: 'Dee', markdown: 'Later', parent: first.id });
  await approve(late.id);
  assert.deepEqual(
    (await send()).map(letter => letter.to[0]),
    ['<owner@croft.example>'],
  );
  const kept = await api.db.selectFrom('subscriber').select('email').execute();
  assert.deepEqual(kept, [{ email: null }]);
});

test('a letter that the server does not take now goes out later, once', async t => {
  const { api, send } = await withMail(t, 2);
  await comment(api, {});
  assert.deepEqual(await send(), []);
  assert.deepEqual(await send(), []);
  assert.equal((await send()).length, 1);
  assert.deepEqual(await send(), []);
});

test('the owner hears of mentions, and of a comment that waits again because its writer changed it', async t => {
  const { api, send, approve } = await withMail(t);
  const post = await publishPost(api, 'q');
  const source = 'https://other.example/reply';
  const target = `${api.origin}/posts/q`;
  const mention = await api.db
    .transaction()
    .execute(trx =>
      noteMention(trx, { source, target, host: 'other.example', post, origin: 'webmention', vouch: null }),
    );
  await takeIn(api, (await beginLook(api.db, mention))!, {
    kind: 'reply',
    author: { name: 'Cem' },
    html: '<p>Elsewhere</p>',
    text: 'Elsewhere',
  });
  assert.match(textOf((await send())[0]!), /Cem[\s\S]*Elsewhere/);

  const own = { name: 'Ann', code: 'lavodi-metugo-bafari', visitor: { address: newAddress() } };
  const { id } = await comment(api, { ...own, markdown: 'Fine' });
  await send();
  await approve(id);
  await api.db
    .updateTable('response')
    .set({ received_at: '2020-01-01T00:00:00Z' })
    .where('id', '=', id)
    .execute();
  const links = [1, 2, 3].map(n => `https://shop.example/${n}`).join(' ');
  assert.equal((await editComment(api, { id, ...own, markdown: links })).status, 'pending');
  assert.match(textOf((await send())[0]!), /Ann[\s\S]*shop\.example/);
  assert.deepEqual(await send(), []);
});
