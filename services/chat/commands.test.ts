import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCommand } from './contract.ts';
import { deleteMessage } from './methods/change-message.ts';
import { listModeration, moderateRoom } from './methods/moderate.ts';
import { getRoom } from './methods/rooms.ts';
import { runCommand } from './methods/run-command.ts';
import { listSanctions } from './methods/sanctions.ts';
import { serveChat } from './testing/context.ts';
import { guest, member, owner, refusal, say, setUp } from './testing/kitchen.ts';

const moderator = { address: '203.0.113.3', token: 'moderator' };

test('one line that begins with a slash and a word is a command', () => {
  for (const text of ['/slow 5', '/help', ' /mute Ann Lee 5 ', '/über']) assert.ok(isCommand(text), text);
  for (const text of ['//slow', '/ slow', '/etc/hosts', '/5', 'a /slow', '/slow\n5', '/'])
    assert.ok(!isCommand(text), text);
});

test('moderators command the room, and what they did is kept with their names', async t => {
  const ctx = await setUp(t);
  const eve = await guest(ctx, 'Eve Adams');
  const { number } = await say(ctx, 'Spam', eve.from);
  const run = async (text: string, from: object = moderator) =>
    (await runCommand(ctx, { room: 'kitchen', from: from as typeof owner, text })).said;
  assert.equal(await run('/slow 30'), 'One message in 30 s.');
  assert.equal((await getRoom(ctx, { name: 'kitchen' })).slowSeconds, 30);
  assert.equal(await run('/slow off'), 'Slow mode is off.');
  await run('/members on');
  await assert.rejects(say(ctx, 'More', eve.from), refusal('members_only'));
  await run('/members off');
  assert.equal(await run('/mute @eve adams 10'), 'Eve Adams is muted for 10 minutes.');
  await assert.rejects(say(ctx, 'More', eve.from), refusal('muted'));
  assert.equal(await run('/unmute EveAdams'), 'Eve Adams is muted no longer.');
  await say(ctx, 'Sorry', eve.from);
  await run('/block Eve Adams');
  assert.equal((await listSanctions(ctx, { room: 'kitchen', from: owner })).sanctions[0]?.kind, 'block');
  await run('/unblock Eve Adams');
  await run(`/pin ${number}`);
  assert.equal((await getRoom(ctx, { name: 'kitchen' })).pinned, number);
  await run('/unpin');
  await run('/unpin');
  await moderateRoom(ctx, { room: 'kitchen', from: owner, slowSeconds: 0 });
  await deleteMessage(ctx, { room: 'kitchen', number, from: owner });
  const { entries } = await listModeration(ctx, { room: 'kitchen', from: moderator });
  assert.deepEqual(
    entries.map(({ action, by, person, number, detail }) => [action, by, person ?? number, detail]),
    [
      ['delete', 'Ms Owners', 'Eve Adams', undefined],
      ['unpin', 'Ms Moderators', number, undefined],
      ['pin', 'Ms Moderators', number, undefined],
      ['unblock', 'Ms Moderators', 'Eve Adams', undefined],
      ['block', 'Ms Moderators', 'Eve Adams', undefined],
      ['unmute', 'Ms Moderators', 'Eve Adams', undefined],
      ['mute', 'Ms Moderators', 'Eve Adams', '10 minutes'],
      ['writers', 'Ms Moderators', undefined, 'everyone'],
      ['writers', 'Ms Moderators', undefined, 'members'],
      ['slow', 'Ms Moderators', undefined, 'off'],
      ['slow', 'Ms Moderators', undefined, '30 seconds'],
    ],
  );
  const before = entries[8]!.id;
  assert.equal((await listModeration(ctx, { room: 'kitchen', from: owner, before })).entries.length, 2);
});

test('a command that is wrong says how it is right, and who may not give it is told that there is none', async t => {
  const ctx = await setUp(t);
  const run = (text: string, from: object) =>
    runCommand(ctx, { room: 'kitchen', from: from as typeof owner, text });
  for (const text of [
    '/slow',
    '/slow soon',
    '/slow 99999',
    '/members',
    '/mute',
    '/block ',
    '/pin x',
    '/mute Ms Members 0',
  ])
    await assert.rejects(run(text, owner), { code: 'invalid' }, text);
  await assert.rejects(run('/mute nobody', owner), { code: 'not_found' });
  await assert.rejects(run('/pin 7', owner), { code: 'invalid' });
  await say(ctx, 'Hi', owner);
  await assert.rejects(run('/mute Ms Owners', moderator), { code: 'forbidden' });
  await assert.rejects(run('/slow 5', member), /no command \/slow for you/);
  await assert.rejects(run('/fly', owner), /no command \/fly/);
  await assert.rejects(run('/help', { address: '::1' }), refusal('no_name'));
  assert.doesNotMatch((await run('/help', member)).said, /slow/);
  assert.match((await run('/HELP', owner)).said, /\/slow SECONDS: seconds between/);
  await assert.rejects(listModeration(ctx, { room: 'kitchen', from: member }), { code: 'forbidden' });
});

test('a guest takes another name with /nick, which every page of theirs and everybody there is told', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const eve = await guest(ctx, 'Eve');
  await guest(ctx, 'Zoë');
  const cookie = `__Host-croft-guest=${eve.from.guest}`;
  const [one, two] = [await open('room=kitchen', { cookie }), await open('room=kitchen', { cookie })];
  await Promise.all([one.until(({ hello }) => hello), two.until(({ hello }) => hello)]);
  for (const [name, why] of [
    ['zoe', /looks like Zoë, who is here already/],
    ['Zoë', /is somebody’s/],
    ['moderator', /is kept for people with an account/],
    ['ms owners', /is kept for people with an account/],
  ] as const) {
    const { error } = await one.ask({ do: 'say', text: `/nick ${name}`, nonce: name });
    const { reason, message } = error as { reason: string; message: string };
    assert.equal(reason, 'name_taken');
    assert.match(message, why);
  }
  const answer = await one.ask({ do: 'say', text: '/nick Eva', nonce: 'a' });
  assert.deepEqual(answer['done'], { said: 'You are called Eva now.' });
  await one.ask({ do: 'say', text: 'Hello', nonce: 'b' });
  const { messages } = await two.until(frame => frame.messages);
  assert.deepEqual([messages![0]!.name, messages![0]!.person], ['Eva', eve.person.id]);
  const { you } = await two.until(frame => frame['you']);
  assert.deepEqual(you, { id: eve.person.id, name: 'Eva', role: 'guest' });
  await two.until(
    ({ here }) => JSON.stringify(here)?.includes('"Eva"') && !JSON.stringify(here).includes('"Eve"'),
  );
  const run = (text: string, from: object) =>
    runCommand(ctx, { room: 'kitchen', from: from as typeof owner, text });
  await assert.rejects(run('/nick Bea', member), /signed in as Ms Members/);
  await assert.rejects(run('/nick', eve.from), /\/nick NAME/);
  await assert.rejects(run('/ignore Ann', eve.from), /kept in your browser/);
});

test('a command over a socket is answered to who gave it, and two slashes say one', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const client = await open('room=kitchen&since=0', { authorization: 'Bearer owner' });
  await client.until(({ hello }) => hello);
  const answer = await client.ask({ do: 'say', text: '/slow 5', nonce: 'a' });
  assert.deepEqual(answer['done'], { said: 'One message in 5 s.' });
  await client.until(({ room }) => (room as { slowSeconds?: number } | undefined)?.slowSeconds === 5);
  await client.ask({ do: 'say', text: '//slow 5', nonce: 'b' });
  const { messages } = await client.until(frame => frame.messages);
  assert.deepEqual(
    messages!.map(({ number, html }) => [number, html]),
    [[1, '<p>/slow 5</p>']],
  );
});
