import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import type { Action } from '../actions/action.ts';
import type { BotContext } from '../context.ts';
import { say } from '../reply.ts';
import { testBot, testItem, testPost } from '../testing.ts';
import { ask } from './ask.ts';

const { signal } = new AbortController();

async function answers(ctx: BotContext, text: string, parts: { id?: string; room?: string } = {}) {
  const message = { room: 'web/test', sender: { name: 'ada' }, text, direct: true, ...parts };
  return (await ask(ctx, message, { signal })).answers;
}

async function answer(ctx: BotContext, text: string): Promise<string> {
  return (await answers(ctx, text)).map(one => one.text).join('\n---\n');
}

const SAID: readonly (readonly [asked: string, answered: string | RegExp])[] = [
  ['ping', 'pong'],
  ['ping pong', 'ping takes nothing after its name.'],
  ['time', 'It is 12:00 on Tuesday 24 November 2026 (UTC).'],
  ['time in Tokyo', 'It is 21:00 on Tuesday 24 November 2026 in Tokyo (Asia/Tokyo, UTC+9).'],
  ['time in new york', /^It is 07:00 on .* in New York \(America\/New_York, UTC-5\)\.$/],
  ['time in San Francisco', /^It is 04:00 on .* in San Francisco \(America\/Los_Angeles, UTC-8\)\.$/],
  ['time Europe/Paris', /^It is 13:00 on .* in Paris \(Europe\/Paris, UTC\+1\)\.$/],
  ['time in São Paulo', /^It is 09:00 on /],
  ['time in India', /^It is 17:30 on .* \(Asia\/Kolkata, UTC\+5:30\)\.$/],
  ['time in UTC+2', 'It is 14:00 on Tuesday 24 November 2026 in UTC+2 (UTC+2).'],
  ['time cet', /^It is 13:00 on .* in CET /],
  ['time in Tokio', 'I know no place “Tokio”. Did you mean Tokyo?'],
  ['time in Atlantis Prime', /^I know no place “Atlantis Prime”\. A large city/],
  ['roll', '1d6: 6'],
  ['roll 2d6+1', '2d6+1: 6 + 6 + 1 = 13'],
  ['roll a d20', 'd20: 20'],
  ['roll d%', 'd%: 100'],
  ['roll 2d4 - 3', '2d4-3: 4 + 4 − 3 = 5'],
  ['roll 100d1000', '100d1000: 100000 (100 parts)'],
  ['roll 101d6', 'I can roll at most 100 dice at once, not 101.'],
  ['roll d1', 'A die has 2 to 1000 sides, not 1.'],
  ['roll 0d6', 'There must be at least one die to roll.'],
  ['roll seven', /^“seven” is not dice I can read\. Write them as 2d6\+1/],
  ['roll 5', /is not dice I can read/],
  ['latest', 'There are no posts yet.'],
  ['latest 0', '“0” should be a number from 1 to 10.'],
  ['reading', 'Nothing is being read in public yet.'],
  ['search', 'What should I search for?'],
  ['search bread', 'Nothing here has “bread”.'],
  ['help', /^I can do: !help !time !roll !latest !reading !search !ping\./],
  ['help dice', /^!roll \[DICE\] — Rolls dice/],
  ['help rol', 'There is no action “rol”. Did you mean roll?'],
  ['rol 2d6', 'I do not know “rol 2d6”. Did you mean !roll?'],
  ['sing me a song', 'I do not understand that. !help lists what I can do.'],
  ['ping and roll d4', 'pong\n---\nd4: 4'],
];

for (const [asked, answered] of SAID) {
  test(`“${asked}” is answered with ${answered}`, async () => {
    const said = await answer(testBot(), asked);
    if (typeof answered === 'string') assert.equal(said, answered);
    else assert.match(said, answered);
  });
}

test('the newest posts are listed with their addresses, in text and in HTML', async () => {
  const posts = [testPost('On <bread> & "salt"', 'bread'), testPost('Two', 'two')];
  const ctx = testBot({ api: { listPosts: async () => ({ posts }), searchPosts: async () => ({ posts }) } });
  const [listed] = await answers(ctx, 'latest');
  assert.equal(
    listed!.text,
    'The newest posts:\nOn <bread> & "salt" — https://croft.test/posts/bread\nTwo — https://croft.test/posts/two',
  );
  assert.match(
    listed!.html,
    /<a href="https:\/\/croft\.test\/posts\/bread"[^>]*>On &lt;bread&gt; &amp; &quot;salt&quot;<\/a>/,
  );
});

test('an address that is no web address is not a link to follow', async () => {
  const items = [testItem('Trap', 'javascript:alert(1)')];
  const reader = { listItems: async () => ({ items }), searchItems: async () => ({ items }) };
  const [listed] = await answers(testBot({ reader }), 'reading');
  assert.doesNotMatch(listed!.html, /javascript:/);
});

test('what a person typed comes back escaped', async () => {
  const [said] = await answers(testBot(), 'time in <img src=x>');
  assert.match(said!.html, /&lt;img src=x&gt;/);
  assert.doesNotMatch(said!.html, /<img/);
});

test('a site that is down is told, and what the reader found is still given', async () => {
  const down = async () => {
    throw new AppError('unavailable', 'connect ECONNREFUSED');
  };
  const items = [testItem('Found', 'https://a.test/')];
  const reader = { listItems: async () => ({ items }), searchItems: async () => ({ items }) };
  const ctx = testBot({ api: { listPosts: down, searchPosts: down }, reader });
  assert.equal(await answer(ctx, 'latest'), 'The site does not answer right now.');
  assert.equal(
    await answer(ctx, 'search bread'),
    'The site does not answer right now.\nRead here, with “bread”:\nFound (A feed) — https://a.test/',
  );
});

const BROKEN: Action = {
  name: 'broken',
  aliases: [],
  about: 'Breaks.',
  usage: 'broken',
  examples: ['broken'],
  phrases: [],
  parse: () => undefined,
  run: () => {
    throw new Error('secret detail');
  },
};

test('an action that throws tells nothing of its inside', async () => {
  assert.equal(await answer(testBot({ actions: [BROKEN] }), 'broken'), 'Something went wrong on our side.');
});

test('the same message id is answered once and gives the same answer', async () => {
  let runs = 0;
  const counting: Action = { ...BROKEN, run: () => say(`run ${++runs}`) };
  const ctx = testBot({ actions: [counting] });
  assert.deepEqual(await answers(ctx, 'broken', { id: '1' }), await answers(ctx, 'broken', { id: '1' }));
  await answers(ctx, 'broken', { id: '1', room: 'web/other' });
  assert.equal(runs, 2);
});
