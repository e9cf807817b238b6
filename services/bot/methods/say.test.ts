import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedBot } from '../testing.ts';
import { sayInRoom } from './say.ts';

test('a message is said once, however often it is given, and with every line of it', async t => {
  const ctx = await storedBot(t);
  const { signal } = new AbortController();
  const message = { room: 'irc/net/#a', text: 'One: <b>\nTwo', id: '7' };
  await assert.rejects(sayInRoom(ctx, message, { signal }), { code: 'unavailable' });
  const heard: string[] = [];
  void (async () => {
    for await (const { answer } of ctx.destinations.listen({ prefix: 'irc/' }, signal))
      heard.push(answer.text, answer.html);
  })();
  await Promise.all([1, 2].map(() => sayInRoom(ctx, message, { signal })));
  await sayInRoom(ctx, message, { signal });
  assert.deepEqual(heard, ['One: <b>\nTwo', '<p>One: &lt;b&gt;</p><p>Two</p>']);
  ctx.destinations.close();
});
