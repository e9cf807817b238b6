import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from './edit-config.ts';

test('a server is written into the servers of a configuration, and nothing else changes', () => {
  const text = `export default defineConfig({\n  server: { url: 'https://example.org' },\n  servers: {\n    one: { address: '10.0.0.1' },\n  },\n});\n`;
  assert.equal(
    withServer(text, "two: { address: '10.0.0.2' },"),
    text.replace('  servers: {\n', "  servers: {\n    two: { address: '10.0.0.2' },\n"),
  );
  assert.equal(withServer('export default config;\n', 'two: {},'), undefined);
});
