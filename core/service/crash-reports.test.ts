import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseCrash, readCrashes, writeCrash } from './crash-reports.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'croft-crashes-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'crashes');
}

const NOW = Date.UTC(2026, 10, 29, 9);

test('what is written of a crash is read again, and the newest twenty stay', async t => {
  const folder = folderOf(t);
  assert.deepEqual(await readCrashes(folder, 0), []);
  for (let index = 0; index < 23; index++)
    await writeCrash(folder, { service: 'bot', at: NOW + index, how: 'exit code 1' }, [`line ${index}`]);
  assert.equal(readdirSync(folder).length, 20);
  assert.deepEqual(await readCrashes(folder, NOW + 21), [
    { service: 'bot', at: NOW + 21, how: 'exit code 1', line: 'line 21' },
    { service: 'bot', at: NOW + 22, how: 'exit code 1', line: 'line 22' },
  ]);
});

const THROWN = `file:///opt/croft/dist/main.js:12
throw new Error('broken on purpose');
      ^

Error: broken on purpose
    at file:///opt/croft/dist/main.js:12:7
    at Module._compile (node:internal:1)

Node.js v26.1.0`;
const OUT_OF_MEMORY = `<--- Last few GCs --->
FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0x7f node::OOMErrorHandler`;

const LINES: readonly (readonly [what: string, lines: string, told: string])[] = [
  ['the error, not where it came from', THROWN, 'Error: broken on purpose'],
  [
    'that V8 has no memory left',
    OUT_OF_MEMORY,
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  ],
  [
    'what the last line says, of a log in JSON',
    '{"level":"info","msg":"Started."}\n{"level":"info","msg":"Ready."}',
    'Ready.',
  ],
  [
    'the error of a log in JSON, with its reason',
    '{"level":"fatal","msg":"It ends.","err":{"message":"no disk"}}\n{"level":"info","msg":"Bye."}',
    'It ends. no disk',
  ],
  ['nothing, of a process that wrote nothing', '', ''],
];

for (const [what, lines, told] of LINES)
  test(`a report tells in one line ${what}`, () => {
    const report = parseCrash(`${NOW}-web.txt`, `service: web\nended: killed by SEGV\n\n${lines}\n`);
    assert.deepEqual(report, { service: 'web', at: NOW, how: 'killed by SEGV', line: told });
  });

test('another file is no report', () => {
  assert.equal(parseCrash('notes.txt', 'service: web'), undefined);
});
