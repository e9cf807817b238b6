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
  ['calc 2*(3+4)^2', '2*(3+4)^2 = 98'],
  ['calc -2^2', '-2^2 = −4'],
  ['calc 2^3^2', '2^3^2 = 512'],
  ['calc 1,250 ÷ 4 =', '1,250 ÷ 4 = 312.5'],
  ['calc 0.1 + 0.2', '0.1 + 0.2 = 0.3'],
  ['calc max(1, 5, 3) × √16', 'max(1, 5, 3) × √16 = 20'],
  ['calc 10^20', '10^20 = 1×10^20'],
  ['what is 7 x 6', '7 x 6 = 42'],
  ['how much is sqrt(2)?', 'sqrt(2) = 1.41421356237'],
  ['calc', 'What should I calculate? For example: calc 2*(3+4)'],
  ['calc 1/0', 'Nothing can be divided by zero.'],
  ['calc sqrt(-1)', '“sqrt(-1)” has no value among the real numbers.'],
  ['calc 9^9^9', 'That is larger than I can count.'],
  ['calc process.exit(1)', /^I know no function “”\. These I know: sqrt, /],
  ['calc constructor', 'I know no number called “constructor”.'],
  ['calc 2 +', /^“2 \+” is nothing I can calculate/],
  ['calc "a" + 1', /^I calculate with numbers/],
  ['calc sqrt(1, 2)', 'sqrt takes one number.'],
  ['calc max()', 'max takes at least one number.'],
  ['convert 5 miles to km', '5 miles = 8.04672 km'],
  ['convert 70 F to C', '70 °F = 21.1111 °C'],
  ['convert -40 degrees celsius to f', '−40 °C = −40 °F'],
  ['convert 100 km/h to mph', '100 km/h = 62.1371 mph'],
  ['convert 10 knots in m/s', '10 knots = 5.14444 m/s'],
  ['convert 2 cups to ml', '2 cups = 473.176 ml'],
  ['convert 500 kcal to kJ', '500 kcal = 2,092 kJ'],
  ['what is 1,000 MB in GiB?', '1,000 MB = 0.931323 GiB'],
  ['how many feet are in a mile', '1 mile = 5,280 feet'],
  ['how many grams is 3 oz', '3 oz = 85.0486 grams'],
  ['convert $20 to EUR', '20 USD = 18.18 EUR, at rates of 2026-11-01.'],
  ['convert 100 yen in euros', '100 JPY = 0.62 EUR, at rates of 2026-11-01.'],
  ['convert 5 CHF to EUR', 'I have no rate of exchange for CHF. The owner of this place sets them.'],
  ['convert 5 kg to m', 'kg is a unit of mass and m one of length.'],
  ['convert 5 parsnips to m', 'I know no unit “parsnips”.'],
  ['convert 5 to m', 'A unit is missing. For example: convert 5 miles to km'],
  ['convert miles', /^Tell me a number/],
  ['flip', 'Tails.'],
  ['flip 3', 'tails, tails, tails: 0 × heads, 3 × tails.'],
  ['flip a coin for me', 'Tails.'],
  ['flip 101', 'I flip from 1 to 100 coins: flip 3'],
  ['choose tea or coffee', 'coffee'],
  ['choose between red, green and blue', 'blue'],
  ['choose salt & pepper | oil and vinegar', 'oil and vinegar'],
  ['choose tea', /^Give me two things/],
  ['latest', 'There are no posts yet.'],
  ['latest 0', '“0” should be a number from 1 to 10.'],
  ['reading', 'Nothing is being read in public yet.'],
  ['search', 'What should I search for?'],
  ['search bread', 'Nothing here has “bread”.'],
  ['help', /^I can do: !help !time !convert .*!room .*!rules .*!ping\./],
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
