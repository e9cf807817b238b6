import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sourceStack } from './source-stack.ts';

test('a place in the built program is told as the place in the source; any other is left alone', async t => {
  const root = await mkdtemp(join(tmpdir(), 'croft-stack-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'dist'));
  const { transform } = await import('esbuild');
  const source = 'type A = string;\n\nexport const f = (): A => {\n  throw new Error();\n};\n';
  const built = await transform(source, {
    loader: 'ts',
    minifyWhitespace: true,
    sourcemap: 'external',
    sourcefile: '../core/f.ts',
  });
  await writeFile(join(root, 'dist/part.js.map'), built.map);
  const column = built.code.indexOf('new Error') + 1;
  const at = (path: string) => pathToFileURL(join(root, path)).href;
  assert.equal(
    sourceStack(
      `Error: no\n    at f (${at('dist/part.js')}:1:${column})\n    at ${at('dist/other.js')}:1:2\n    at a.ts:3:4`,
    ),
    `Error: no\n    at f (${at('core/f.ts')}:4:9)\n    at ${at('dist/other.js')}:1:2\n    at a.ts:3:4`,
  );
});
