import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotContext } from './context.ts';
import { ask } from './methods/ask.ts';
import { storedBot } from './testing.ts';

const { signal } = new AbortController();

async function answer(ctx: BotContext, text: string, name = 'ada', room = 'irc/home/#mill'): Promise<string> {
  const { answers } = await ask(ctx, { room, sender: { name }, text, direct: true }, { signal });
  return answers.map(one => one.text).join('\n');
}

test('a room keeps quotes, numbers them, and says one by its number, by words or at random', async t => {
  const ctx = await storedBot(t);
  assert.equal(await answer(ctx, 'quote'), 'No quotes are kept here yet: quote add TEXT');
  assert.equal(
    await answer(ctx, 'quote add <ann> walls have moods; and 100% of them'),
    'I keep that as quote 1.',
  );
  assert.equal(await answer(ctx, 'quote add <ben> Frost is honest'), 'I keep that as quote 2.');
  assert.equal(await answer(ctx, 'quote 1'), '1: <ann> walls have moods; and 100% of them');
  assert.equal(await answer(ctx, 'quote #2'), '2: <ben> Frost is honest');
  assert.equal(await answer(ctx, 'quote honest FROST'), '2: <ben> Frost is honest');
  assert.equal(await answer(ctx, 'quote 100%'), '1: <ann> walls have moods; and 100% of them');
  assert.equal(await answer(ctx, 'quote'), '2: <ben> Frost is honest', 'these dice show their highest side');
  assert.equal(await answer(ctx, 'quote honest walls'), 'No quote here has these words.');
  assert.equal(await answer(ctx, 'quote 3'), 'There is no quote 3 here.');
  assert.equal(
    await answer(ctx, 'quote', 'ada', 'irc/home/#other'),
    'No quotes are kept here yet: quote add TEXT',
  );
});

test('the same words are kept once, and who added a quote takes it away', async t => {
  const ctx = await storedBot(t);
  await answer(ctx, 'quote add Frost is honest');
  assert.equal(await answer(ctx, 'quote add frost is HONEST'), 'That is quote 1 already.');
  assert.match(await answer(ctx, 'quote delete 1', 'ben'), /^You have added no quote 1 here/);
  assert.equal(await answer(ctx, 'quote delete 1', 'Ada'), 'Quote 1 is gone.');
  assert.equal(await answer(ctx, 'quote add Frost is honest'), 'I keep that as quote 2.');
});

test('those who add at once get numbers of their own', async t => {
  const ctx = await storedBot(t);
  const rooms = Array.from({ length: 10 }, (_, index) => answer(ctx, `quote add line ${index}`, `n${index}`));
  const numbers = (await Promise.all(rooms)).map(said => Number(/\d+/.exec(said)?.[0]));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
});

test('what cannot be is said', async t => {
  const ctx = await storedBot(t);
  assert.match(await answer(ctx, 'quote add'), /^What should I keep\?/);
  assert.match(await answer(ctx, 'quote delete'), /^Which one\?/);
  assert.equal(await answer(ctx, `quote add ${'x'.repeat(401)}`), 'A quote has at most 400 characters.');
  assert.equal(await answer(ctx, 'quote 999999999'), 'There is no quote 999999999 here.');
  assert.equal(await answer(ctx, "quote '; drop table quotes; --"), 'No quote here has these words.');
});
