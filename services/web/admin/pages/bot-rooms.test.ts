import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../../testing/signed-in.ts';

const ROOM = '/admin/bot/room?id=irc%2Fhome%2F%23bakery';

test('the rooms that the bot is in, and those that are set apart, are listed with how they are set', async t => {
  const { page } = await signedIn(t, 'owner');
  const list = await page('/admin/bot');
  assert.match(list, /id=chat%2Fkitchen">chat\/kitchen<\/a>.*?there/s);
  assert.match(list, /href="\/admin\/bot\/room\?id=irc%2Fhome%2F%23mill">irc\/home\/#mill<\/a>.*?there/s);
  assert.match(list, /irc\/home\/#bakery<\/a>.*?away.*?>\.<.*?roll.*?ann/s);
});

test('the form of a room shows what is set, and sets what is sent', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  const form = await page(ROOM);
  assert.match(form, /name="prefix"[^>]*value="\."/);
  assert.match(form, /<input id="field-on-time"[^>]*checked/);
  assert.doesNotMatch(form, /<input id="field-on-roll"[^>]*checked/);
  const sent = {
    ...{ id: 'irc/home/#bakery', prefix: '', 'on-roll': 'on', moderators: 'ann\n ben, cleo', titles: 'on' },
    ...{ seen: 'on', logged: 'on', logHours: '72', language: 'DE', timeZone: 'Asia/Tokyo', translated: 'on' },
  };
  const answer = await post('/admin/bot/room', sent);
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, ROOM);
  const set = { room: 'irc/home/#bakery', prefix: null, off: ['time'], moderators: ['ann', 'ben', 'cleo'] };
  const more = {
    titles: true,
    seen: true,
    logged: true,
    logHours: 72,
    language: 'de',
    timeZone: 'Asia/Tokyo',
  };
  assert.deepEqual(world.read, [['setRoomOptions', { ...set, ...more, translated: true }]]);
});

test('a prefix that is none is shown beside its field, and nothing is set', async t => {
  const { post, world } = await signedIn(t, 'owner');
  const sent = { id: 'irc/home/#bakery', prefix: 'ab', 'on-time': 'on', moderators: '' };
  const answer = await post('/admin/bot/room', sent);
  assert.match(answer.body, /value="ab".*?One to three signs/s);
  const spoken = await post('/admin/bot/room', { ...sent, prefix: '', language: 'parsnip speech' });
  assert.match(spoken.body, /value="parsnip speech".*?no language that I know/s);
  const timed = await post('/admin/bot/room', { ...sent, prefix: '', timeZone: 'Parsnip/Field' });
  assert.match(timed.body, /value="Parsnip\/Field".*?no time zone that I know/s);
  assert.doesNotMatch(answer.body, /<input id="field-on-roll"[^>]*checked/);
  assert.deepEqual(world.read, []);
  assert.equal((await post('/admin/bot/room', { prefix: '!' })).statusCode, 400);
});

test('a member does not come here, and what is no room is not found', async t => {
  const { send } = await signedIn(t, 'member');
  assert.equal((await send('GET', '/admin/bot')).statusCode, 403);
  assert.equal((await send('POST', '/admin/bot/room', { id: 'irc/home/#mill' })).statusCode, 403);
  const owner = await signedIn(t, 'owner');
  assert.equal((await owner.send('GET', '/admin/bot/room')).statusCode, 404);
});
