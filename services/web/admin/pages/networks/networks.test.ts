import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../../../core/errors.ts';
import { signedIn } from '../../../testing/signed-in.ts';

const SENT = {
  name: 'home',
  rooms: 'chat/lobby\nirc/libera/#mill from\n',
  sender: '{name}',
  ignore: 'a\nb',
  ignorePrefixes: '! .',
};

test('networks are shown with their rooms and what is wrong, and bridges with what waits', async t => {
  const { page } = await signedIn(t, 'owner');
  const shown = await page('/admin/networks');
  assert.match(shown, /libera <span class="badge bad">not connected/);
  assert.match(shown, /the server stopped answering.*?#mill.*?not let in twice/s);
  assert.match(shown, /irc\/libera\/#mill.*?speaks only.*?3.*?1.*?refuses it: \+m/s);
  assert.match(shown, /href="\/admin\/networks\/bridges\/home"/);
  assert.doesNotMatch(shown, /bridges\/fixed"/);
  assert.match(shown, /No Twitch account is connected/);
});

test('rooms are joined as the form says, and what is wrong stands beside what was sent', async t => {
  const { post, world, relay } = await signedIn(t, 'owner');
  const answer = await post('/admin/networks/bridges', SENT);
  assert.equal(answer.headers.location, '/admin/networks');
  const input = {
    ...{
      name: 'home',
      rooms: ['chat/lobby', 'irc/libera/#mill'],
      sender: '{name}',
      colours: false,
      styles: false,
    },
    ...{
      ignore: ['a', 'b'],
      ignorePrefixes: ['!', '.'],
      oneWay: { 'irc/libera/#mill': 'from' },
      paused: false,
    },
  };
  assert.deepEqual(world.read, [['putBridge', input]]);
  const odd = await post('/admin/networks/bridges', { ...SENT, rooms: 'chat/lobby both ways' });
  assert.equal(odd.statusCode, 400);
  assert.match(odd.body, /chat\/lobby both ways(&quot;|") is not understood/);
  relay.refuse('putBridge', new AppError('invalid', 'rooms: needs at least two rooms.'));
  const refused = await post('/admin/networks/bridges', { ...SENT, name: 'new', rooms: 'chat/a' });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.body, /value="new".*?chat\/a<\/textarea>.*?needs at least two rooms/s);
});

test('a bridge is shown in its form and taken away; one of the configuration is not', async t => {
  const { page, post, send, world } = await signedIn(t, 'owner');
  assert.match(
    await page('/admin/networks/bridges/home'),
    /chat\/lobby\nirc\/libera\/#mill from<\/textarea>/,
  );
  assert.equal((await send('GET', '/admin/networks/bridges/fixed')).statusCode, 404);
  await post('/admin/networks/bridges/home/delete', {});
  assert.deepEqual(world.read, [['deleteBridge', { name: 'home' }]]);
});

test('a Twitch account is connected by a code, and the id of a name is found', async t => {
  const { post, page } = await signedIn(t, 'owner');
  const shown = (await post('/admin/networks/tv/connect', {})).body;
  assert.match(shown, /ABCD-EFGH.*?href="https:\/\/www\.twitch\.tv\/activate"/s);
  await post('/admin/networks/tv/find', { login: 'ada' });
  assert.match(await page('/admin/networks'), /Ada has the id 1001/);
});

test('only the owner comes here', async t => {
  const { send } = await signedIn(t, 'member');
  assert.equal((await send('GET', '/admin/networks')).statusCode, 403);
  assert.equal((await send('POST', '/admin/networks/bridges', SENT)).statusCode, 403);
  assert.equal((await send('POST', '/admin/networks/tv/connect', {})).statusCode, 403);
});
