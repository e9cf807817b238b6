import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createLog } from '../../../core/log.ts';
import { bundle } from './build.ts';
import { keptBundle } from './kept-bundle.ts';

const log = createLog({ level: 'silent' });

async function sources(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), 'croft-bundle-'));
  t.after(() => rm(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
  await write('entry.ts', "import { word } from './word.ts';\nconsole.log(word satisfies string);");
  await write('word.ts', "export const word = 'before';");
  const file = path.join(folder, 'kept', 'entry.json');
  const load = () => keptBundle(file, pathToFileURL(path.join(folder, 'entry.ts')), log);
  return { write, file, load };
}

test('a bundle is made once and read from then on', async t => {
  const { file, load } = await sources(t);
  const made = await load();
  assert.match(made, /before/);
  const before = (await stat(file)).ino;
  assert.equal(await load(), made);
  assert.equal((await stat(file)).ino, before);
});

test('it is made again when a file that it imports has changed', async t => {
  const { write, load } = await sources(t);
  await load();
  await write('word.ts', "export const word = 'after';");
  assert.match(await load(), /after/);
});

test('it is made again when what was kept is damaged', async t => {
  const { file, load } = await sources(t);
  const made = await load();
  const kept = await readFile(file, 'utf8');
  for (const damaged of ['', kept.slice(0, -9), kept.replace('before', 'behind'), '{"text":"x"}']) {
    await writeFile(file, damaged);
    assert.equal(await load(), made);
    assert.equal(await readFile(file, 'utf8'), kept);
  }
});

test('the inputs of a script are all that is bundled, wherever it stands', async () => {
  const { inputs } = await bundle(new URL('../browser/editor.ts', import.meta.url));
  for (const input of [
    'services/web/browser/editor.ts',
    'core/markdown/reading-time.ts',
    'services/web/assets/build.ts',
  ])
    assert.ok(inputs.includes(input), input);
});
