import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCommand } from './contract.ts';
import { carryMessage, roomChanges } from './methods/carry.ts';
import { editMessage, getSource } from './methods/change-message.ts';
import { exportRoom, listMessages } from './methods/messages.ts';
import { runCommand } from './methods/run-command.ts';
import { member, owner, say, setUp } from './testing/kitchen.ts';

test('/me tells what somebody does, in the safe part of Markdown, and is no command', async t => {
  const ctx = await setUp(t);
  for (const text of ['/me waves', '/ME waves', '/me  waves\nand smiles']) assert.ok(!isCommand(text), text);
  for (const text of ['/me', '/me ', '/mean it']) assert.ok(isCommand(text), text);
  const told = await say(ctx, ' /me *waves* <b>at</b> all');
  assert.deepEqual([told.action, told.html], [true, '<p><em>waves</em> &lt;b&gt;at&lt;/b&gt; all</p>']);
  assert.equal((await say(ctx, '//me waves')).html, '<p>/me waves</p>');
  const { messages } = await listMessages(ctx, { room: 'kitchen', limit: 5 });
  assert.deepEqual(
    messages.map(({ action }) => action),
    [true, undefined],
  );
  const from = { ...owner };
  await assert.rejects(runCommand(ctx, { room: 'kitchen', from, text: '/me' }), /\/me DOES SOMETHING/);
});

test('its writer edits it as it was written, to a deed or to words', async t => {
  const ctx = await setUp(t);
  const { number } = await say(ctx, '/me waves');
  const one = { room: 'kitchen', number, from: member };
  assert.deepEqual(await getSource(ctx, one), { markdown: '/me waves' });
  const words = await editMessage(ctx, { ...one, markdown: 'waves' });
  assert.deepEqual([words.action, words.html, words.change], [undefined, '<p>waves</p>', 2]);
  const deed = await editMessage(ctx, { ...one, markdown: '/me smiles' });
  assert.deepEqual([deed.action, deed.html], [true, '<p>smiles</p>']);
  assert.equal((await editMessage(ctx, { ...one, markdown: '/me smiles' })).change, 3, 'nothing was changed');
});

test('the bot, the bridges and the export have it as a deed without the command', async t => {
  const ctx = await setUp(t);
  await say(ctx, '/me waves', owner);
  await carryMessage(ctx, { room: 'kitchen', nonce: 'a', name: 'ann (net)', markdown: 'nods', action: true });
  await new Promise(setImmediate);
  assert.deepEqual(
    ctx.heard.map(({ text, action }) => [text, action]),
    [['waves', true]],
  );
  const stop = new AbortController();
  const told = [];
  for await (const { message } of roomChanges(ctx, { room: 'kitchen', after: 0 }, { signal: stop.signal })) {
    told.push([message?.markdown, message?.action, message?.carried]);
    if (told.length === 2) stop.abort();
  }
  assert.deepEqual(told, [
    ['waves', true, false],
    ['nods', true, true],
  ]);
  const { signal } = new AbortController();
  const exported = await Array.fromAsync(exportRoom(ctx, { room: 'kitchen' }, { signal }));
  assert.deepEqual(
    exported.map(({ name, action, markdown }) => [name, action, markdown]),
    [
      ['Ms Owners', true, 'waves'],
      ['ann (net)', true, 'nods'],
    ],
  );
});
