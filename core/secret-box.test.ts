import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSecretBox, loadSecretBox } from './secret-box.ts';

const UNREADABLE = { code: 'internal', reason: 'secret_unreadable' };

test('what was sealed opens for the same purpose, and each time it is sealed differently', () => {
  const box = createSecretBox(randomBytes(32));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, about) => {
      assert.equal(box.open(box.seal(text, about), about), Buffer.from(text).toString());
    }),
    { numRuns: 50 },
  );
  assert.notDeepEqual(box.seal('a', 'b'), box.seal('a', 'b'));
  assert.equal(box.seal('password', '').includes('password'), false);
});

test('with another key, about something else, changed in any bit or cut short it does not open', () => {
  const box = createSecretBox(randomBytes(32));
  const sealed = box.seal('password', 'feed 1');
  assert.throws(() => createSecretBox(randomBytes(32)).open(sealed, 'feed 1'), UNREADABLE);
  assert.throws(() => box.open(sealed, 'feed 2'), UNREADABLE);
  for (let length = 0; length < sealed.length; length++)
    assert.throws(() => box.open(sealed.subarray(0, length), 'feed 1'), UNREADABLE);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    assert.throws(() => box.open(changed, 'feed 1'), UNREADABLE);
  }
});

test('the key is made once, whoever comes first, is for its owner alone, and must be whole', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'croft-test-'));
  t.after(() => rm(directory, { recursive: true }));
  const path = join(directory, 'secrets', 'reader.key');
  const [one, ...others] = await Promise.all(Array.from({ length: 5 }, () => loadSecretBox(path)));
  const sealed = one!.seal('a', 'b');
  for (const other of others) assert.equal(other.open(sealed, 'b'), 'a');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(join(directory, 'secrets')), ['reader.key']);
  await writeFile(path, 'short');
  await assert.rejects(loadSecretBox(path), /not a key of 32 bytes\. Restore it from a backup/);
});
