import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NODE_FLAGS } from '../core/node-flags.ts';

test('the command and benchmarks start Node as servers do', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const started = [...read('./croft').matchAll(/^\s*exec \S+ (--.*) "\$root\/cli\/croft\.js"/gm)];
  assert.deepEqual(
    started.map(([, flags]) => flags!.split(' ')),
    [NODE_FLAGS, NODE_FLAGS],
  );
  const { scripts } = JSON.parse(read('../package.json')) as { scripts: Record<string, string> };
  for (const flag of NODE_FLAGS.filter(one => one.includes('size')))
    assert.ok(scripts['bench']!.includes(flag), flag);
});
