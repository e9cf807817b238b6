import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { editMessage } from '../methods/change-message.ts';
import { createRoom } from '../methods/rooms.ts';
import { sanction } from '../methods/sanctions.ts';
import { addMessage } from '../store/add-message.ts';
import { chatDatabase, numbersOf, serveChat, testChat } from '../testing/context.ts';
import { guest, member, owner, say, settings, setUp } from '../testing/kitchen.ts';

test('a client that was away gets what it missed once and in order, from another process too', async t => {
  const url = await chatDatabase(t);
  const [a, b] = await Promise.all([testChat(t, url), testChat(t, url)]);
  await createRoom(a, { name: 'kitchen', ...settings() });
  const [here, there] = await Promise.all([serveChat(t, a), serveChat(t, b)]);
  const stays = await here.open('room=kitchen', { authorization: 'Bearer owner' });
  await stays.until(({ hello }) => hello);
  const leaves = await here.open('room=kitchen&since=0');
  await leaves.until(({ hello }) => hello);
  for (const text of ['1', '2', '3']) await say(a, text);
  await leaves.until(({ messages }) => messages?.at(-1)?.number === 3);
  leaves.socket.terminate();
  await say(b, '4', owner);
  await editMessage(a, { room: 'kitchen', number: 2, from: member, markdown: 'two' });
  await say(a, '5');
  const [back] = await Promise.all([there.open('room=kitchen&since=3'), say(a, '6', owner), say(b, '7')]);
  await back.until(({ messages }) => messages?.some(({ change }) => change === 8));
  assert.deepEqual(numbersOf(leaves), [1, 2, 3]);
  assert.deepEqual(numbersOf(back), [4, 2, 5, 6, 7]);
  await stays.until(({ messages }) => messages?.some(({ change }) => change === 8));
  assert.deepEqual(numbersOf(stays), [1, 2, 3, 4, 2, 5, 6, 7]);
  const beyond = await there.open('room=kitchen&since=99');
  const { hello } = await beyond.until(frame => frame['hello']);
  assert.equal((hello as { reset: boolean }).reset, true);
  await beyond.until(({ messages }) => messages?.length === 7);
});

test('a talk over a socket: said, changed, seen by others, with who is there and who types', async t => {
  const ctx = await setUp(t);
  const { open, sockets } = await serveChat(t, ctx);
  const ann = await open('room=kitchen', { cookie: '__Host-croft=member' });
  const eve = await open('room=kitchen', {
    cookie: `__Host-croft-guest=${(await guest(ctx, 'Eve')).from.guest}`,
  });
  await eve.until(({ hello }) => hello);
  const said = await ann.ask({ do: 'say', text: 'Hello *Eve*', nonce: 'a' });
  assert.deepEqual(said['done'], { number: 1 });
  assert.deepEqual((await ann.ask({ do: 'source', number: 1 }))['done'], { markdown: 'Hello *Eve*' });
  await eve.ask({ do: 'react', number: 1, emoji: '🎉', on: true });
  ann.socket.send(JSON.stringify({ do: 'typing' }));
  assert.equal(((await eve.until(({ typing }) => typing))['typing'] as { name: string }).name, 'Ms Members');
  const here = await eve.until(
    frame => (frame['here'] as { people: unknown[] } | undefined)?.people.length === 2,
  );
  assert.equal((here['here'] as { others: number }).others, 0);
  const watcher = await open('room=kitchen&since=0');
  const refused = await watcher.ask({ do: 'say', text: 'Hi', nonce: 'b' });
  assert.equal((refused['error'] as { reason: string }).reason, 'no_name');
  for (const bad of [
    '{',
    '[]',
    '{"do":"fly"}',
    '{"do":"say","text":"","nonce":"x"}',
    '{"do":"react","number":1,"emoji":"ab","on":true}',
  ])
    ann.socket.send(bad);
  await ann.until(() => ann.frames.filter(({ error }) => error).length === 5);
  const [closed] = await Promise.all([once(eve.socket, 'close'), sockets.drain()]);
  assert.equal(closed[0], 1012);
});

test('who is blocked is put out and stays out; a room that is not there lets nobody in', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const eve = await guest(ctx, 'Eve');
  const headers = { cookie: `__Host-croft-guest=${eve.from.guest}` };
  const client = await open('room=kitchen', headers);
  await client.until(({ hello }) => hello);
  const put = once(client.socket, 'close');
  await sanction(ctx, { room: 'kitchen', from: owner, person: eve.person.id, kind: 'block', minutes: 5 });
  assert.equal((await put)[0], 1008);
  for (const [query, reason] of [
    ['room=kitchen', 'blocked'],
    ['room=attic', 'not_found'],
    ['', 'not_found'],
  ] as const) {
    const again = await open(query, headers);
    const [code, why] = await once(again.socket, 'close');
    assert.deepEqual([code, String(why)], [1008, reason]);
  }
});

test('a client that does not read is dropped, harms nobody and takes up where it was', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const [slow, quick] = [await open('room=kitchen&since=0'), await open('room=kitchen&since=0')];
  await Promise.all([slow.until(({ hello }) => hello), quick.until(({ hello }) => hello)]);
  slow.socket.pause();
  const html = `<p>${'x'.repeat(16_000)}</p>`;
  const closed = once(slow.socket, 'close');
  const room = await ctx.db.selectFrom('rooms').selectAll().executeTakeFirstOrThrow();
  const row = {
    person: null,
    name: 'croft',
    role: 'bot',
    markdown: '',
    html,
    text: '',
    mentions: [],
  } as const;
  const last = 600; // more than the buffers of the system hold beside ours
  for (let number = 1; number <= last; number += 20)
    await ctx.db.transaction().execute(async tx => {
      for (let n = number; n < number + 20; n++) await addMessage(tx, room.id, { ...row, nonce: `${n}` });
    });
  await quick.until(({ messages }) => messages?.at(-1)?.number === last);
  slow.socket.resume();
  await closed;
  assert.deepEqual(
    numbersOf(quick),
    Array.from({ length: last }, (_, n) => n + 1),
  );
  const had = numbersOf(slow);
  const back = await open(`room=kitchen&since=${had.at(-1) ?? 0}`);
  await back.until(({ messages }) => messages?.at(-1)?.number === last);
  assert.deepEqual([...had, ...numbersOf(back)], numbersOf(quick));
});

test('an address has so many connections and no more, and pages of other sites none', async t => {
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const origin = await open('room=kitchen', { origin: 'https://evil.example' });
  assert.equal((await once(origin.socket, 'close'))[0], 1008);
  const many = await Promise.all(Array.from({ length: 20 }, () => open('room=kitchen')));
  assert.equal((await once((await open('room=kitchen')).socket, 'close'))[0], 1013);
  const left = once(many[0]!.socket, 'close');
  many[0]!.socket.close();
  await left;
  await (await open('room=kitchen')).until(({ hello }) => hello);
});
