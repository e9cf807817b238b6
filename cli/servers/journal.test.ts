import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEntry } from './journal.ts';

const UNIT = 'croft-bot@r1_0a1b2c3d_x1.service';
const AT = { __CURSOR: 's=1;i=2', __REALTIME_TIMESTAMP: '1795942800123456' };
const TIME = '2026-11-29T09:00:00.123Z';
const own = (message: unknown) => ({
  ...{ ...AT, _PID: '77', _SYSTEMD_UNIT: UNIT, PRIORITY: '6' },
  MESSAGE: message,
});
const systemd = (message: string, more: object = {}) => ({
  ...{ ...AT, _PID: '1', _SYSTEMD_UNIT: 'init.scope', UNIT, PRIORITY: '6' },
  ...more,
  MESSAGE: message,
});
const read = (entry: object) => readEntry(JSON.stringify(entry), ['bot', 'web']);

test('a line of our own log stays as it is', () => {
  const line = '{"time":"2026-11-29T08:59:59Z","level":"info","service":"bot","msg":"Ready."}';
  assert.deepEqual(read(own(line)), { cursor: 's=1;i=2', time: '2026-11-29T08:59:59Z', text: line });
});

const WRAPPED: readonly (readonly [what: string, entry: object, line: object])[] = [
  [
    'a line of a stack trace is told in the shape of the log',
    own('    at main.js:12:7'),
    { level: 'warn', service: 'bot', msg: '    at main.js:12:7' },
  ],
  [
    'what only begins like JSON too',
    own('{ code: 1 }'),
    { level: 'warn', service: 'bot', msg: '{ code: 1 }' },
  ],
  [
    'bytes that are no text too',
    own([70, 65, 84, 65, 76, 255]),
    { level: 'warn', service: 'bot', msg: 'FATAL\ufffd' },
  ],
  [
    'that systemd saw it killed is told, with its level',
    systemd('Main process exited, code=killed, status=9/KILL', { PRIORITY: '5' }),
    {
      level: 'info',
      service: 'bot',
      from: 'systemd',
      msg: 'Main process exited, code=killed, status=9/KILL',
    },
  ],
  [
    'that it failed is a warning',
    systemd("Failed with result 'oom-kill'.", { PRIORITY: '4' }),
    { level: 'warn', service: 'bot', from: 'systemd', msg: "Failed with result 'oom-kill'." },
  ],
];

for (const [what, entry, line] of WRAPPED)
  test(what, () => assert.deepEqual(JSON.parse(read(entry)!.text), { time: TIME, ...line }));

test('what systemd says of other units, and other services, are left out', () => {
  assert.equal(read(systemd('Started.', { UNIT: 'ssh.service' })), undefined);
  assert.equal(read(systemd('Started.', { UNIT: 'croft-bot.socket' })), undefined);
  assert.equal(read({ ...own('x'), _SYSTEMD_UNIT: 'croft-api@r1_0a1b2c3d_x1.service' }), undefined);
  assert.equal(readEntry('-- No entries --', ['bot']), undefined);
});
