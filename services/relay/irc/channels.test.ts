import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from './channels.ts';

test('a channel stands as the connection has it, and one with a key is told as not for everybody, without the key', () => {
  const all = [
    { name: '#mill', joined: true, refused: 0 },
    { name: '#den', joined: false, refused: 2 },
  ];
  assert.deepEqual(placeOf('#mill', all), { name: '#mill', joined: true });
  assert.deepEqual(placeOf('#den sesame', all), {
    ...{ name: '#den', joined: false, closed: true },
    problem: 'not let in 2 times; trying again',
  });
  assert.deepEqual(placeOf('#far', []), { name: '#far', joined: false });
});
