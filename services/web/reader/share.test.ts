import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';

const KEY = '7b1d3f0e-1c55-4f0b-9d3a-4c2f6a1b9e00';

test('the owner has the bot say an item in a room, which the browser remembers; a member cannot', async t => {
  const owner = await signedIn(t, 'owner');
  const form = await owner.page('/reader/item/i1');
  const [, key] = /name="key" value="([0-9a-f-]{36})"/.exec(form) ?? [];
  assert.ok(key);
  assert.match(form, /name="room" value="irc\/home\/#mill" formnovalidate>#mill <span class="hint">home</);
  assert.match(await owner.page('/reader?view=all'), /href="\/reader\/item\/i1#share">Share to a room</);
  const fields = { room: 'irc/home/#mill', comment: 'Look', key };
  const sent = await owner.post('/reader/item/i1/share', fields);
  assert.equal(sent.headers.location, '/reader/item/i1');
  assert.deepEqual(owner.world.read.at(-1), ['shareItem', { account: 'owner', id: 'i1', ...fields }]);
  assert.match(await owner.page('/reader/item/i1'), /The bot will say it in irc\/home\/#mill\./);
  assert.match(await owner.page('/reader/item/i2'), /name="room"[^>]* value="irc\/home\/#mill"/);
  const member = await signedIn(t, 'member');
  assert.doesNotMatch(await member.page('/reader/item/i1'), /Have the bot say it/);
  assert.doesNotMatch(await member.page('/reader?view=all'), /Share to a room/);
  assert.equal((await member.post('/reader/item/i1/share', fields)).statusCode, 403);
});

test('what is no room is said beside the field, and what was written is kept', async t => {
  const { post } = await signedIn(t, 'owner');
  const refused = await post('/reader/item/i1/share', { room: '#mill', comment: 'Look "here"', key: KEY });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.body, /id="room-problem" role="alert">A room is written irc\/NETWORK\/#channel\./);
  assert.match(refused.body, /value="#mill" aria-invalid="true" aria-describedby="room-problem"/);
  assert.match(refused.body, /value="Look &quot;here&quot;"/);
});
