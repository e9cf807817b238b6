import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { hear } from '../methods/hear.ts';
import { listDecisions } from '../methods/moderation.ts';
import { endDecision, takeBack } from './take-back.ts';
import { answer, moderator, noting, ROOM, said, setUp } from './testing.ts';

test('breaches bring a warning, then a deletion, a time-out and a ban; the bot says so, and does not do what they ask for', async t => {
  const { ctx, net, say } = await setUp(t, { words: ['heck'] });
  for (const text of ['good day', '!ping heck', 'heck', 'heck']) {
    await say(text);
    await ctx.moderation.idle();
  }
  assert.deepEqual(net.kinds(), ['delete', 'timeout', 'delete']);
  assert.equal(net.acts[1]?.minutes, 10);
  assert.deepEqual(net.acts[0]?.target, { name: 'Ann', id: '7', message: '1:3' });
  const why = 'there was a word in it that is not said here';
  assert.deepEqual(await said(ctx), [
    `Ann: ${why}. This is a warning.`,
    `Ann: ${why}.`,
    `Ann may not write here for 10 minutes: ${why}.`,
  ]);
  await say('still here, heck');
  await ctx.moderation.idle();
  assert.deepEqual(net.kinds().slice(3), ['delete'], 'what was under way goes, and counts no further');
  const { decisions } = await listDecisions(ctx, { room: ROOM, limit: 10 });
  assert.deepEqual(
    decisions.map(({ act, state, rule, text }) => `${act} ${state} ${rule} ${text}`),
    [
      'delete done words still here, heck',
      'timeout done words heck',
      'delete done words heck',
      'warn done words !ping heck',
    ],
  );
});

test('a decision is taken back once: the person may speak, the message returns, and the breach is forgotten', async t => {
  const { ctx, net, say } = await setUp(t, {
    words: ['heck'],
    steps: [{ act: 'timeout', minutes: 5 }, { act: 'ban' }],
  });
  await say('heck');
  await ctx.moderation.idle();
  const { id } = (await listDecisions(ctx, { limit: 1 })).decisions[0]!;
  const undone = await takeBack(ctx, { id, by: 'owner' });
  assert.deepEqual([undone.state, undone.undoneBy], ['undone', 'owner']);
  assert.deepEqual(
    net.acts.slice(2).map(({ act, undo, target }) => [act, undo, target?.message]),
    [
      ['lift', 'undo timeout', '1:1'],
      ['restore', 'undo delete', '1:1'],
    ],
  );
  await takeBack(ctx, { id, by: 'somebody else' });
  assert.equal(net.acts.length, 4, 'the second time does nothing');
  await say('heck');
  await ctx.moderation.idle();
  assert.equal(net.acts[4]?.act, 'timeout', 'the first step again');
  await assert.rejects(takeBack(ctx, { id: '999', by: 'owner' }), /no such decision/);
  await assert.rejects(takeBack(ctx, { id: 'x', by: 'owner' }), /no such decision/);
});

test('a network that cannot undo now leaves the decision as it was, to be tried again', async t => {
  let away = false;
  const net = noting(act => (away && act.act === 'lift' ? { done: false, words: 'Not now.' } : undefined));
  const { ctx, say } = await setUp(t, { words: ['heck'], steps: [{ act: 'ban' }] }, net);
  await say('heck');
  await ctx.moderation.idle();
  const { id } = (await listDecisions(ctx, { limit: 1 })).decisions[0]!;
  away = true;
  await assert.rejects(takeBack(ctx, { id, by: 'owner' }), /could not be taken back: Not now/);
  away = false;
  assert.equal((await takeBack(ctx, { id, by: 'owner' })).state, 'undone');
});

test('what a network does not end by itself is ended when its time is over, unless it was taken back', async t => {
  const net = noting(act =>
    act.act === 'timeout' ? { done: true, words: 'Quiet.', undo: 'q', lift: true } : undefined,
  );
  const { ctx, say, later } = await setUp(
    t,
    { words: ['heck'], steps: [{ act: 'timeout', minutes: 3 }] },
    net,
  );
  await say('heck');
  await ctx.moderation.idle();
  const [[id, minutes]] = later as [[string, number]];
  assert.equal(minutes, 3);
  await endDecision(ctx, id);
  await endDecision(ctx, id);
  assert.deepEqual(net.kinds(), ['timeout', 'delete', 'lift']);
  assert.equal((await listDecisions(ctx, { limit: 1 })).decisions[0]?.state, 'over');
});

test('the owner, moderators and, where set, members are exempt; an operator on IRC is too', async t => {
  const { ctx, net, say } = await setUp(t, { words: ['heck'], exempt: ['moderators', 'members'] });
  await say('heck', { role: 'owner', account: 'me' });
  await say('heck', { role: 'moderator' });
  await say('heck', { account: 'member' });
  await ctx.moderation.idle();
  assert.deepEqual(net.acts, []);
  assert.deepEqual(await said(ctx), []);
  await say('heck', { role: 'guest' });
  assert.equal((await said(ctx)).length, 1);
});

test('what is told twice, and what a message becomes, is judged once each', async t => {
  const { ctx, say } = await setUp(t, { words: ['heck'] });
  const once = { room: ROOM, text: 'heck', sender: { name: 'Ann', id: '7' }, direct: false, id: '1:50' };
  await Promise.all([hear(ctx, once), hear(ctx, once)]);
  assert.equal((await said(ctx)).length, 1);
  await say('fine');
  await hear(ctx, { ...once, id: '1:51:9', text: 'now heck', edited: true });
  assert.equal((await said(ctx)).length, 2);
  await hear(ctx, { ...once, id: '1:52:9', text: '!ping', edited: true });
  assert.equal((await said(ctx)).length, 2, 'nothing in it is answered');
});

test('a network without the right is said in the room, once, and stands in the audit', async t => {
  const words = 'I am no operator of #mill and cannot do this.';
  const net = noting(() => ({ done: false, words }));
  const { ctx, say } = await setUp(t, { words: ['heck'], steps: [{ act: 'timeout' }] }, net);
  await say('heck');
  await ctx.moderation.idle();
  await say('heck', { name: 'Ben', id: '8' });
  assert.deepEqual(await said(ctx), [words]);
  const [first] = (await listDecisions(ctx, { limit: 1 })).decisions;
  assert.deepEqual([first?.state, first?.told], ['failed', words]);
});

test('moderators permit, time out, ban after confirming, and pardon; a name alone, or another room, does not', async t => {
  const { ctx, net, say } = await setUp(t, { links: 'nobody' });
  await say('hello');
  assert.match(await answer(ctx, '!timeout ann', { name: 'Mo' }), /^That needs somebody who is logged in/);
  assert.match(await answer(ctx, '!timeout ann', { name: 'Mo', account: 'ben' }), /^Only moderators/);
  assert.match(await answer(ctx, '!timeout ann', { ...moderator }, 'irc/home/#mill'), /^Only moderators/);
  assert.equal(net.acts.length, 0);
  assert.match(await answer(ctx, '!timeout Ann 2 hours spam'), /^Done\. !pardon Ann takes it back/);
  assert.deepEqual(
    [net.acts[0]?.act, net.acts[0]?.minutes, net.acts[0]?.reason, net.acts[0]?.target?.id],
    ['timeout', 120, 'spam', '7'],
  );
  assert.match(await answer(ctx, '!pardon ann'), /^Taken back: the time-out of Ann for 2 hours \(spam\)/);
  assert.equal(net.acts[1]?.act, 'lift');

  assert.match(
    await answer(ctx, '!ban ann'),
    /^This keeps ann out of this room for good\. Say !yes within two minutes/,
  );
  assert.match(await answer(ctx, '!yes', { name: 'Eve', account: 'eve' }), /^I have not asked you anything/);
  assert.equal(net.acts.length, 2);
  assert.match(await answer(ctx, '!yes'), /^Done\./);
  assert.equal(net.acts[2]?.act, 'ban');
  assert.match(await answer(ctx, '!yes'), /^I have not asked you anything/);

  assert.equal(
    await answer(ctx, 'croft: let Ben post a link', moderator),
    'Ben may post one link in the next 5 minutes.',
  );
  await say('evil.com', { name: 'Ben', id: '8' });
  assert.deepEqual(
    (await said(ctx)).filter(text => text.includes('Ben')),
    [],
  );
  await say('evil.com again', { name: 'Ben', id: '8' });
  assert.equal((await said(ctx)).filter(text => text.includes('Ben')).length, 1, 'a permit is for one link');
});

test('who loses the right before they confirm has nothing done', async t => {
  const { ctx, net } = await setUp(t, {});
  assert.match(await answer(ctx, '!ban ann'), /!yes/);
  assert.match(await answer(ctx, '!yes', { ...moderator, role: 'member' }), /^Only moderators/);
  assert.deepEqual(net.acts, []);
});

test('rules are told to everybody and set by moderators', async t => {
  const { ctx } = await setUp(t, { words: ['heck', 'darn'] });
  assert.match(
    await answer(ctx, '!rules', { name: 'Ann' }),
    /^Here: 2 words are not said\. Who breaks it: a warning, then/,
  );
  assert.match(await answer(ctx, '!rules add spam*', { name: 'Ann' }), /^That needs somebody/);
  assert.match(await answer(ctx, '!rules add spam*'), /3 words/);
  assert.match(await answer(ctx, '!rules add /(/'), /cannot be read/);
  assert.match(await answer(ctx, '!rules flood 5 10'), /at most 5 messages in 10 s/);
  assert.equal(await answer(ctx, '!rules off'), 'Set. Rules are off here: rules on');
});

test('a raid of 200 lines a second closes the room, and holds up no other', async t => {
  const net = noting(undefined, 20);
  const { ctx, say } = await setUp(
    t,
    { flood: { lines: 10, seconds: 5 }, raid: { lines: 20, seconds: 10, minutes: 5 } },
    net,
  );
  // Rules have been on for a day, so that who was not met before is a newcomer.
  await ctx.db
    .updateTable('room_rules')
    .set({ met_since: new Date(Date.now() - 86_400_000) })
    .execute();
  await ctx.moderation.book.load();
  const heard: Promise<unknown>[] = [];
  const waits: number[] = [];
  const began = performance.now();
  for (let second = 0; second < 10; second++) {
    for (let line = 0; line < 40; line++)
      heard.push(say('!ping', { name: `clone${line}`, id: `${100 + line}`, role: 'guest' }));
    const asked = performance.now();
    await hear(ctx, {
      room: 'chat/kitchen',
      text: '!ping',
      // Each by somebody else: one person alone may not ask as fast.
      sender: { name: `Ann${second}` },
      direct: false,
      id: `k${second}`,
    });
    while ((await said(ctx, 'chat/kitchen')).length <= second && performance.now() - asked < 5_000)
      await sleep(5);
    waits.push(performance.now() - asked);
    await sleep(Math.max(0, began + (second + 1) * 200 - performance.now()));
  }
  await Promise.all(heard);
  await ctx.moderation.idle();
  assert.ok(Math.max(...waits) < 1_500, `another room waits ${Math.max(...waits)} ms at most`);
  assert.equal(net.kinds().filter(kind => kind === 'lock').length, 1);
  const silenced = net.acts.filter(({ act }) => act === 'timeout').map(({ target }) => target?.name);
  assert.ok(new Set(silenced).size >= 35, 'clones are silenced');
  assert.equal(new Set(silenced).size, silenced.length, 'each once');
  const told = await said(ctx);
  assert.ok(told.includes('This room is closed to newcomers for 5 minutes: there was a flood of messages.'));
  assert.ok(told.filter(text => text !== 'pong').length < 10, 'and the bot is no flood itself');
});
