import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Action, defineAction } from './actions/action.ts';
import { actions } from './actions/index.ts';
import type { BotContext } from './context.ts';
import type { Sender } from './contract.ts';
import { ask } from './methods/ask.ts';
import { phrase } from './parse/phrase.ts';
import { say } from './reply.ts';
import { storedBot } from './testing.ts';

const { signal } = new AbortController();
const ROOM = 'irc/home/#mill';

async function answer(ctx: BotContext, text: string, sender: string | Sender = 'ann', room = ROOM) {
  const who = typeof sender === 'string' ? { name: sender } : sender;
  const { answers } = await ask(ctx, { room, sender: who, text, direct: false }, { signal });
  return answers.map(one => one.text).join('\n');
}

/** Two actions that can be asked for in the same words. */
const made = (name: string): Action =>
  defineAction<string>({
    ...{ name, aliases: [], about: 'Tells.', usage: `${name} WHERE`, examples: [`${name} here`] },
    phrases: [phrase('where is the {thing}')],
    parse: text => text,
    run: text => say(`${name} of ${text}`),
  });

test('one slip is read as what is meant, and more are asked about, which yes does', async t => {
  const ctx = await storedBot(t, { now: () => new Date('2026-11-24T12:00:00Z') });
  assert.match(await answer(ctx, 'croft: waht time is it in Tokyo'), /^It is 21:00 on /);
  assert.equal(
    await answer(ctx, 'croft: waht tiem is it in Tokyo'),
    'Did you mean: what time is it in Tokyo? Say !yes if so.',
  );
  assert.match(await answer(ctx, '!yes', 'ben'), /^I have not asked you/, 'it is theirs alone');
  assert.match(await answer(ctx, 'croft: yes', 'ann', 'irc/home/#other'), /^I have not asked you/);
  assert.match(await answer(ctx, 'croft: yes, please'), /^It is 21:00 on .* in Tokyo/);
  assert.match(await answer(ctx, '!yes'), /^I have not asked you/, 'once');
});

test('the command that a mistyped word comes near to is done by yes', async t => {
  const ctx = await storedBot(t);
  assert.equal(await answer(ctx, 'croft: rol 2d6'), 'I do not know “rol 2d6”. Did you mean !roll?');
  assert.equal(await answer(ctx, '!yes'), '2d6: 6 + 6 = 12');
  assert.match(await answer(ctx, 'croft: rol seven'), /^I do not know “rol seven”/);
  assert.match(await answer(ctx, '!yes'), /^I have not asked you/, 'it would not understand that either');
});

test('when a sentence fits two actions it is asked which is meant, and a number, a place or a name chooses', async t => {
  const ctx = await storedBot(t, { actions: [...actions, made('map'), made('chart')] });
  for (const [chosen, done] of [
    ['croft: 1', 'map of mill'],
    ['croft: 2', 'chart of mill'],
    ['croft: the second one', 'chart of mill'],
    ['croft: the last', 'chart of mill'],
    ['!yes 2', 'chart of mill'],
    ['croft: map', 'map of mill'],
    ['!chart', 'chart of mill'],
  ] as const) {
    assert.equal(
      await answer(ctx, 'croft: where is the mill?'),
      'Which do you mean: 1. map mill, or 2. chart mill? Say !yes 1, or its name.',
    );
    assert.equal(await answer(ctx, chosen), done, chosen);
  }
  assert.equal(await answer(ctx, '!chart'), 'chart of ', 'nothing is asked any more');
});

test('an answer that says not which leaves the question open', async t => {
  const ctx = await storedBot(t, { actions: [...actions, made('map'), made('chart')] });
  await answer(ctx, 'croft: where is the mill?');
  for (const unclear of ['!yes', '!yes 3', '!yes house'])
    assert.equal(await answer(ctx, unclear), 'Which one: 1 (map) or 2 (chart)?');
  assert.equal(await answer(ctx, '!yes 1'), 'map of mill');
});

test('with several requests in a message the first question is kept, and one to confirm goes before it', async t => {
  const ctx = await storedBot(t);
  const said = await answer(ctx, 'croft: roll d6; waht tiem is it in Tokyo; serch for bread');
  assert.match(said, /^d6: 6\nDid you mean: what time is it in Tokyo\?.*\nDid you mean: search for bread\?/);
  assert.match(await answer(ctx, '!yes'), /^It is .* in Tokyo/);
  const ann = { name: 'ann', account: 'ann' };
  assert.match(await answer(ctx, 'croft: waht tiem is it in Tokyo; forget me', ann), /within two minutes/);
  assert.doesNotMatch(await answer(ctx, '!yes', ann), /Tokyo|have not asked/);
});

test('what was understood is done, and what was not is said', async t => {
  const ctx = await storedBot(t);
  assert.equal(
    await answer(ctx, 'croft: roll d6 and make me a sandwich'),
    'd6: 6\nI do not understand “make me a sandwich”. !help lists what I can do.',
  );
  const many = (await answer(ctx, '!ping; !ping; !ping; !ping; !ping; !roll')).split('\n');
  assert.deepEqual(many, [
    ...Array(5).fill('pong'),
    'That was more than 5 things at once. I left out the rest.',
  ]);
});
