import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addServerToFile, removeServerFromFile, withoutServerIn, withServer } from './edit-config.ts';

const line = "two: { address: '10.0.0.2' }";

test('a server is written after the others of a configuration, and nothing else changes', () => {
  const text = `export default defineConfig({\n  server: { url: 'https://example.org' },\n  servers: {\n    one: { address: '10.0.0.1' },\n  },\n});\n`;
  assert.equal(
    withServer(text, line),
    text.replace("'10.0.0.1' },\n", "'10.0.0.1' },\n    two: { address: '10.0.0.2' },\n"),
  );
  assert.equal(withServer('export default config;\n', 'two: {}'), undefined);
});

const places: [how: string, before: string, after: string][] = [
  [
    'in one line',
    "  servers: { one: { address: '10.0.0.1' } },",
    "  servers: { one: { address: '10.0.0.1' }, two: { address: '10.0.0.2' } },",
  ],
  [
    'without a comma, with a comment that has a brace',
    "servers: {\n  one: { address: '10.0.0.1', roles: ['edge'] } // } the first\n}",
    "servers: {\n  one: { address: '10.0.0.1', roles: ['edge'] }, // } the first\n  two: { address: '10.0.0.2' },\n}",
  ],
  ['as the first', 'servers: {},', "servers: {\n  two: { address: '10.0.0.2' },\n},"],
  [
    'as JSON',
    '  "servers": {\n    "one": {\n      "address": "10.0.0.1"\n    }\n  }',
    '  "servers": {\n    "one": {\n      "address": "10.0.0.1"\n    },\n    two: { address: \'10.0.0.2\' },\n  }',
  ],
];

for (const [how, before, after] of places)
  test(`a server is written ${how}, and taken out again`, () => {
    assert.equal(withServer(before, line), after);
    const without = withoutServerIn(after, 'two')!;
    assert.ok(!without.includes('10.0.0.2') && without.includes('servers'), without);
    assert.equal(withoutServerIn(before, 'three'), undefined);
  });

test('a configuration that would not say what is wanted stays as it was', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'croft-edit-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'croft.config.ts');
  // What looks like the place is text.
  const text =
    "export default {\n  api: { about: `\nservers: {\n}` },\n  'servers': { one: { address: '10.0.0.1' } },\n};\n";
  writeFileSync(file, text);
  const one = { address: '10.0.0.1' };
  const api = { about: '\nservers: {\n}' };
  await assert.rejects(
    addServerToFile(
      file,
      'two',
      { address: '10.0.0.2' },
      { api, servers: { one, two: { address: '10.0.0.2' } } },
    ),
    { code: 'invalid', message: /Write it there yourself: two: \{ address: '10\.0\.0\.2' \}/ },
  );
  assert.equal(readFileSync(file, 'utf8'), text);

  const plain = `export default {\n  servers: {\n    one: { address: '10.0.0.1' },\n    two: { address: '10.0.0.2' },\n  },\n};\n`;
  writeFileSync(file, plain);
  assert.equal(await removeServerFromFile(file, 'two', { servers: { one } }), true);
  assert.equal(readFileSync(file, 'utf8'), plain.replace("    two: { address: '10.0.0.2' },\n", ''));
});
