import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../methods/ask.ts';
import { testBot } from '../testing.ts';

const { signal } = new AbortController();

async function answer(text: string, now = '2026-11-24T12:00:00Z'): Promise<string> {
  const ctx = testBot({ now: () => new Date(now) });
  const message = { room: 'web/test', sender: { name: 'ada' }, text, direct: true };
  return (await ask(ctx, message, { signal })).answers.map(one => one.text).join('\n');
}

const SAID: readonly (readonly [asked: string, answered: string | RegExp])[] = [
  ['convert 3pm Berlin to Tokyo', '15:00 in Berlin is 23:00 in Tokyo.'],
  ['time 15:00 Berlin in Tokyo', '15:00 in Berlin is 23:00 in Tokyo.'],
  ['what is 3pm in Berlin in Tokyo?', '15:00 in Berlin is 23:00 in Tokyo.'],
  ["what's 15:30 in Berlin in New York", '15:30 in Berlin is 09:30 in New York.'],
  ['what time is it in Tokyo when it is 3pm in Berlin?', '15:00 in Berlin is 23:00 in Tokyo.'],
  ['what time is 3:30 pm Berlin in Tokyo', '15:30 in Berlin is 23:30 in Tokyo.'],
  ['when is 12am in UTC in India', '00:00 in UTC is 05:30 in India.'],
  ['convert noon in Kolkata to Asia/Kathmandu', '12:00 in Kolkata is 12:15 in Kathmandu.'],
  ['convert noon in Berlin to UTC+5:30', '12:00 in Berlin is 16:30 in UTC+5:30.'],
  ['convert midnight Tokyo to Berlin', '00:00 in Tokyo is 16:00 in Berlin on Monday 23 November 2026.'],
  ['convert 8pm New York to Tokyo', '20:00 in New York is 10:00 in Tokyo on Wednesday 25 November 2026.'],
  ['convert 3pm Berlin', '15:00 in Berlin is 14:00 in UTC.'],
  ['convert 3pm to Tokyo', '15:00 in UTC is 00:00 in Tokyo on Wednesday 25 November 2026.'],
  ['time 9am PST in Berlin', '09:00 in PST is 18:00 in Berlin.'],
  [
    'convert tomorrow at 3pm in Berlin to Tokyo',
    '15:00 in Berlin on Wednesday 25 November 2026 is 23:00 in Tokyo.',
  ],
  ['convert 3pm Berlin to Atlantis Prime', /^I know no place “Atlantis Prime”/],
  ['convert 3pm Berlin to Tokio', 'I know no place “Tokio”. Did you mean Tokyo?'],
  ['convert 25:00 Berlin to Tokyo', /^I do not know which time “25:00” is/],
  ['convert 13pm Berlin to Tokyo', /^I do not know which time “13pm” is/],
  // What is no time is converted as before.
  ['convert 3 m to cm', '3 m = 300 cm'],
  ['time in Tokyo', /^It is 21:00/],
];

for (const [asked, answered] of SAID) {
  test(`“${asked}” is answered with ${answered}`, async () => {
    const said = await answer(asked);
    if (typeof answered === 'string') assert.equal(said, answered);
    else assert.match(said, answered);
  });
}

test('clocks that are put forward on other days are as they are on the day', async () => {
  // New York has summer time from 8 March 2026 on, Berlin from the 29th.
  for (const [now, clock] of [
    ['2026-03-07T12:00:00Z', '15:00'],
    ['2026-03-10T12:00:00Z', '14:00'],
    ['2026-03-30T12:00:00Z', '15:00'],
  ] as const)
    assert.equal(
      await answer('convert 9am New York to Berlin', now),
      `09:00 in New York is ${clock} in Berlin.`,
      now,
    );
  assert.match(
    await answer('convert 1 July at 9am New York to London', '2026-03-10T12:00:00Z'),
    /^09:00 in New York on Wednesday 1 July 2026 is 14:00 in London\.$/,
  );
});
