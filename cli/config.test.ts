import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AppError } from '../core/errors.ts';
import { temporaryDirectory } from '../tests/support/network.ts';
import { loadConfig } from './config.ts';

/** Why the configuration of a directory is refused, as `croft` prints it. */
async function refusal(directory: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const error = await loadConfig(directory, env).then(
    () => assert.fail('it was accepted'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AppError);
  assert.equal(error.code, 'invalid');
  return error.message;
}

async function written(t: TestContext, text: string): Promise<string> {
  const directory = await temporaryDirectory(t);
  writeFileSync(join(directory, 'croft.config.ts'), text);
  return directory;
}

for (const [name, env, words] of [
  ['PORT', { PORT: 'eighty' }, /^PORT is "eighty".*$/],
  ['CROFT_URL', { CROFT_URL: 'example.org' }, /^CROFT_URL is "example.org".*$/],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://x/y' }, /^DATABASE_URL is "mysql.*$/],
  ['MEMCACHED_SERVERS', { MEMCACHED_SERVERS: 'localhost' }, /^MEMCACHED_SERVERS is "localhost".*$/],
] as const)
  test(`a wrong ${name} is refused in one readable line that names it`, async t => {
    assert.match(await refusal(await temporaryDirectory(t), env), words);
  });

test('a wrong or unknown option in croft.config.ts is named, and so is a file that cannot be read', async t => {
  const of = async (text: string) => refusal(await written(t, text));
  assert.match(
    await of('export default { server: { prot: 80 } };'),
    /^croft\.config\.ts: server\.prot is not an option/,
  );
  assert.match(await of('export default { server: { port: -1 } };'), /^croft\.config\.ts: server\.port/);
  assert.match(await of('export default {'), /^croft\.config\.ts cannot be read/);
});
