import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setOptions } from './rooms/set-options.ts';
import { answer, ROOM, said, setUp } from './rules/testing.ts';

const lee = { name: 'Ann Lee', id: '9' };

test('moderators name somebody with spaces in quotes or without the spaces, and are asked when they do neither', async t => {
  const { ctx, net, say } = await setUp(t, { links: 'nobody' });
  await say('hello', lee);
  await say('hello', { name: 'Ann', id: '7' });
  const targets = () =>
    net.acts.map(({ act, target }) => `${act} ${target?.name} ${target?.id ?? ''}`.trim());
  assert.equal(
    await answer(ctx, '!timeout Ann Lee'),
    'Whom do you mean? Names with spaces are written in quotes: !timeout "Ann Lee"',
  );
  assert.match(await answer(ctx, '!timeout “Ann Lee” 5 spam'), /^Done\. !pardon "Ann Lee" takes it back/);
  assert.match(
    await answer(ctx, '!pardon @AnnLee'),
    /^Taken back: the time-out of Ann Lee for 5 minutes \(spam\)/,
  );
  assert.match(await answer(ctx, '!ban "ann lee"'), /^This keeps ann lee out of this room for good/);
  assert.match(await answer(ctx, '!yes'), /^Done\./);
  assert.match(await answer(ctx, '!timeout ann it was spam'), /^Done\. !pardon Ann takes/);
  assert.deepEqual(targets(), ['timeout Ann Lee 9', 'lift Ann Lee', 'ban Ann Lee 9', 'timeout Ann 7']);
  assert.equal(await answer(ctx, '!permit "Ann Lee"'), 'Ann Lee may post one link in the next 5 minutes.');
  await say('evil.com', lee);
  assert.deepEqual(await said(ctx), []);
});

test('others name somebody so too: what is told, asked about, recalled and quoted', async t => {
  const { ctx, say } = await setUp(t, {});
  await setOptions({ ...ctx, origin: '' }, { room: ROOM, logged: true, seen: true });
  const over = new AbortController();
  t.after(() => over.abort());
  const told: string[] = [];
  void (async () => {
    for await (const one of ctx.destinations.listen({ prefix: 'chat/' }, over.signal))
      told.push(one.answer.text);
  })();
  const ask = (text: string) => answer(ctx, text, { name: 'Ben' });
  assert.equal(await ask('!tell "Ann Lee": bread is out'), 'I will tell Ann Lee when they speak here next.');
  assert.equal(
    await ask('croft: tell @AnnLee that it is rye'),
    'I will tell AnnLee when they speak here next.',
  );
  await say('walls have moods', lee);
  await Promise.all([ctx.overheard.idle(), ctx.logBook.idle()]);
  while (!told.some(text => /bread is out\n.*it is rye/.test(text))) await sleep(10);
  assert.match(await ask('!seen "Ann Lee"'), /^Ann Lee spoke here/);
  assert.match(await ask('croft: have you seen @AnnLee?'), /^Ann Lee spoke here/);
  assert.match(await ask('!recall "Ann Lee" about walls'), /walls have moods/);
  assert.match(await ask('croft: what did "Ann Lee" say about walls?'), /walls have moods/);
  await ask('!quote add walls have moods');
  assert.match(await ask('!quote "have moods"'), /walls have moods/);
  assert.match(await ask('!quote "moods have"'), /^No quote here/);
  assert.equal(await ask('!choose "tea and cake" or bread'), 'bread');
});

test('a custom command and a rule take what stands between quotes as one', async t => {
  const { ctx } = await setUp(t, { words: [] });
  await answer(ctx, '!command add hug $(user) hugs $(touser) with $(2)');
  assert.equal(await answer(ctx, '!hug "Ann Lee" bread', { name: 'Ben' }), 'Ben hugs Ann Lee with bread');
  await answer(ctx, '!rules add "buy now"');
  assert.deepEqual(ctx.moderation.book.rulesOf(ROOM).words, ['buy now']);
});
