import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readInventory } from './inventory/read-inventory.ts';
import { Places } from './places.ts';

const servers = { one: { address: '10.0.0.1' }, two: { address: '10.0.0.2' } };
const said = readInventory({ servers })!;

function botOn(places: Places, inventory = said): readonly string[] {
  return places.applyTo(inventory).services.find(({ name }) => name === 'bot')!.on;
}

test('what was moved by command holds until the configuration says something new, and the newer of two machines is right', t => {
  const folder = mkdtempSync(join(tmpdir(), 'croft-places-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const first = new Places(join(folder, 'first.json'));
  const second = new Places(join(folder, 'second.json'));
  assert.equal(first.text, undefined, 'servers need not know that nothing was moved');
  first.learn('');
  first.set(said, new Map([['bot', ['two']]]));
  assert.deepEqual(botOn(first), ['two']);
  assert.deepEqual(botOn(second), ['one']);

  second.learn(first.text!);
  assert.deepEqual(botOn(second), ['two']);
  assert.deepEqual(botOn(new Places(join(folder, 'second.json'))), ['two'], 'it is kept');
  const elsewhere = readInventory({ servers, services: { bot: { on: ['one', 'two'] } } })!;
  assert.deepEqual(botOn(second, elsewhere), ['one', 'two']);

  // Moved back by the second: the first, which still has it elsewhere, is not to move it again.
  second.set(said, new Map([['bot', ['one']]]));
  first.learn(second.text!);
  assert.deepEqual(botOn(first), ['one']);
  second.learn(JSON.stringify({ at: 1, moved: { bot: { said: ['one'], on: ['two'] } } }));
  assert.deepEqual(botOn(second), ['one'], 'what is older says nothing');
});
