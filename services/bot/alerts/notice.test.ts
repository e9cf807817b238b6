import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Noted, notice } from './notice.ts';
import type { Trouble } from './troubles.ts';

const MINUTE_MS = 60_000;
const WEB: Trouble = {
  key: 'ready web',
  text: 'web has not been ready for {for}: no database',
  over: 'web is ready again after {for}',
};
const CRASH: Trouble = { key: 'crash one bot', text: 'bot crashed on one' };

/** What is said at each look of these, a minute apart: `w` is that web is not ready, `c` a crash. */
function said(looks: string): string[] {
  let noted: Noted[] = [];
  return [...looks].map((look, minute) => {
    const troubles = [...(look === 'w' ? [WEB] : []), ...(look === 'c' ? [CRASH] : [])];
    const next = notice(noted, troubles, Date.UTC(2026, 10, 29) + minute * MINUTE_MS);
    // As the database keeps it between two runs.
    noted = JSON.parse(JSON.stringify(next.noted));
    return next.say.map(({ text }) => text).join('; ');
  });
}

const DOWN = 'web has not been ready for 1 minute: no database';

test('a trouble is told at the second look, once, and that it is over when two have missed it', () => {
  assert.deepEqual(said('-www---'), ['', '', DOWN, '', '', 'web is ready again after 4 minutes', '']);
});

test('what one look alone finds or misses is not told', () => {
  assert.deepEqual(said('w-w-w-').join(''), '');
  assert.deepEqual(said('ww-ww-ww'), ['', DOWN, '', '', '', '', '', '']);
});

test('what comes and goes is told again after a while only, and what was not told does not end in words', () => {
  const looks = said(`${'ww--'.repeat(3)}------wwww`);
  assert.deepEqual(
    looks.flatMap((text, minute) => (text === '' ? [] : [`${minute}: ${text}`])),
    [
      `1: ${DOWN}`,
      '3: web is ready again after 3 minutes',
      `19: web has not been ready for 1 minute: no database`,
    ],
  );
});

test('what only happened is told once and ends in silence', () => {
  assert.deepEqual(said('cccc----'), ['', 'bot crashed on one', '', '', '', '', '', '']);
});

test('nothing is remembered of what has been over for long', () => {
  const ended = { key: 'ready web', since: 0, told: MINUTE_MS, gone: 5 * MINUTE_MS, ended: true };
  assert.deepEqual(notice([ended], [], 10 * MINUTE_MS).noted, [ended]);
  assert.deepEqual(notice([ended], [], 17 * MINUTE_MS).noted, []);
});
