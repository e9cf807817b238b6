import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { libreTranslateServer, testTranslator } from '../../../core/translate/test-servers.ts';
import type { BotContext } from '../context.ts';
import { ask } from '../methods/ask.ts';
import { hear } from '../methods/hear.ts';
import { setRoomOptions } from '../methods/room-options.ts';
import { storedBot } from '../testing.ts';
import { readLanguage } from './names.ts';

const ROOM = 'chat/hall';
const { signal } = new AbortController();
const mo = { name: 'Mo', account: 'mo', role: 'moderator' } as const;

async function setUp(t: TestContext) {
  const libre = await libreTranslateServer(t);
  const { translator } = testTranslator(t, { libretranslate: { url: libre.url } });
  const ctx = await storedBot(t, { translator, now: () => new Date('2026-11-24T12:00:00Z') });
  return { ctx, libre };
}

async function answer(ctx: BotContext, text: string, sender: object = mo) {
  const message = { room: ROOM, sender: { name: 'Ann', ...sender }, text, direct: false };
  return (await ask(ctx, message, { signal })).answers.map(one => one.text).join('\n');
}

test('a language is read by its name or its tag', () => {
  for (const [said, tag] of [
    ['German', 'de'],
    ['brazilian portuguese', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['norwegian bokmål', 'nb'],
    ['bread', undefined],
    ['xx', undefined],
    ['', undefined],
  ] as const)
    assert.equal(readLanguage(said), tag, said);
});

test('a text is translated into the language of the room or into one that is named, and it is said by whom', async t => {
  const { ctx } = await setUp(t);
  assert.equal(await answer(ctx, '!translate das ist gut'), 'DAS IST GUT (from German, by LibreTranslate)');
  assert.equal(
    await answer(ctx, '!translate good morning to German'),
    'GOOD MORNING (from English, by LibreTranslate)',
  );
  assert.equal(
    await answer(ctx, 'croft: how do you say “a & <b>” in Spanish?'),
    'A & <B> (from English, by LibreTranslate)',
  );
  assert.equal(
    await answer(ctx, '!translate I go to bed to German'),
    'I GO TO BED (from English, by LibreTranslate)',
  );
  assert.equal(await answer(ctx, '!translate good morning'), 'This is in English already.');
  assert.match(
    await answer(ctx, '!translate good morning to Welsh'),
    /^Nobody here translates from English into Welsh/,
  );
  assert.match(await answer(ctx, '!translate'), /^What should I translate/);
  assert.match(await answer(ctx, `!translate ${'x'.repeat(1_001)}`), /at most 1000/);
  assert.equal(
    await answer(ctx, '!language das ist gut'),
    '“das ist gut” is German, as LibreTranslate has it.',
  );
});

test('dates and numbers are in the language of the room, which a moderator sets', async t => {
  const { ctx } = await setUp(t);
  assert.match(await answer(ctx, '!room language German', { account: undefined }), /^That needs/);
  assert.equal(
    await answer(ctx, '!room language German'),
    'Dates, numbers and translations are in German here.',
  );
  assert.equal(await answer(ctx, '!time'), 'It is 12:00 on Dienstag, 24. November 2026 (UTC).');
  assert.equal(await answer(ctx, '!calc 1234.5 * 2'), '1234.5 * 2 = 2.469');
  assert.equal(
    await answer(ctx, '!translate good morning'),
    'GOOD MORNING (from English, by LibreTranslate)',
  );
  assert.match(await answer(ctx, '!room language parsnip'), /^I know no language/);
  await answer(ctx, '!room language usual');
  assert.equal(await answer(ctx, '!time'), 'It is 12:00 on Tuesday 24 November 2026 (UTC).');
});

test('where it is turned on, what is said in another language is said again, at most so often', async t => {
  const { ctx, libre } = await setUp(t);
  let count = 0;
  const say = async (text: string, rest: object = {}) => {
    await hear(ctx, {
      room: ROOM,
      sender: { name: 'Ann' },
      text,
      direct: false,
      id: `1:${++count}`,
      ...rest,
    });
    await ctx.interpreter.idle();
  };
  const said = async () =>
    (await ctx.db.selectFrom('answers').select('answer').orderBy('id').execute()).map(
      ({ answer: one }) => (one as { text: string }).text,
    );
  await say('das ist das Brot von gestern');
  assert.deepEqual(await said(), []);
  await setRoomOptions(ctx, { room: ROOM, translated: true });
  await say('das ist das Brot von gestern');
  assert.deepEqual(await said(), ['<Ann> DAS IST DAS BROT VON GESTERN (from German, by LibreTranslate)']);
  await say('this is bread of yesterday');
  await say('ja das');
  await say('!translate das ist gut', { sender: { name: 'Ben' } });
  await say('das ist nur fuer dich', { direct: true, room: 'irc/home/ann' });
  assert.equal((await said()).filter(text => text.startsWith('<')).length, 1);
  const before = libre.count('POST /detect');
  for (let line = 0; line < 20; line++) await say(`das ist das Brot Nummer ${line}`);
  assert.ok(libre.count('POST /detect') - before <= 6, 'whoever translates is not flooded');
});

test('without anybody who translates it says so', async t => {
  const ctx = await storedBot(t);
  assert.match(await answer(ctx, '!translate das ist gut'), /^Nothing is set up that translates/);
});
