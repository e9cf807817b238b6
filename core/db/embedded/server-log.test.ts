import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '../../log.ts';
import { ServerLog } from './server-log.ts';

function collect() {
  const lines: { level: string; msg: string }[] = [];
  const log = createLog({ level: 'info', destination: { write: line => void lines.push(JSON.parse(line)) } });
  return { lines, output: new ServerLog(log) };
}

test("the server's own troubles are reported, in whatever pieces they arrive", () => {
  const { lines, output } = collect();
  output.write('checkpointer|ERR');
  output.write('OR:  could not write\nautovacuum worker|WARNING:  slow\npostmaster|LOG:  ready\n');
  assert.deepEqual(
    lines.map(({ level, msg }) => [level, msg]),
    [
      ['error', 'PostgreSQL: could not write'],
      ['warn', 'PostgreSQL: slow'],
    ],
  );
});

test('what a client hears as its own error is not reported twice', () => {
  const { lines, output } = collect();
  output.write('client backend|ERROR:  duplicate key value violates unique constraint "posts_slug"\n');
  assert.deepEqual(lines, []);
});

test('the last lines are kept for the message of a start that fails', () => {
  const { output } = collect();
  for (let n = 0; n < 20; n++) output.write(`postmaster|LOG:  line ${n}\n`);
  output.write('FATAL:  no');
  assert.match(output.tail, /^LOG: line 8\n(.*\n)*LOG: line 19\nFATAL: {2}no$/);
});
