import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../../../core/errors.ts';
import { signedIn } from '../../../testing/signed-in.ts';

const PATHS = ['/commands', '/commands/7', '/timers', '/timers/8', '/counters', '/queues'].map(
  path => `/admin/bot${path}`,
);
const COMMAND = {
  name: 'tea',
  text: 'At four.\r\nSharp.',
  aliases: 'cuppa, brew',
  room: '',
  needs: 'moderator',
  cooldown: '5',
  personCooldown: '0',
};

test('the owner adds, changes and deletes a command', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  const list = await page('/admin/bot/commands');
  assert.match(list, /aria-current="page">Commands/);
  assert.match(
    list,
    /href="\/admin\/bot\/commands\/7">!hug<\/a>.*?every room.*?\$\(user\) hugs.*?everyone.*?12/s,
  );
  assert.match(list, /<option value="irc\/home\/#bakery">/);
  assert.equal((await post('/admin/bot/commands', COMMAND)).headers.location, '/admin/bot/commands');
  const form = await page('/admin/bot/commands/7');
  assert.match(form, /name="name"[^>]*value="hug"/);
  assert.match(form, /name="aliases"[^>]*value="cuddle"/);
  await post('/admin/bot/commands/7', COMMAND);
  await post('/admin/bot/commands/7/delete', {});
  const set = {
    name: 'tea',
    text: 'At four.\nSharp.',
    aliases: ['cuppa', 'brew'],
    room: '',
    needs: 'moderator',
    cooldown: 5,
    personCooldown: 0,
  };
  assert.deepEqual(world.read, [
    ['addCommand', set],
    ['changeCommand', { id: 7, ...set }],
    ['removeCommand', { id: 7 }],
  ]);
});

test('what the bot refuses is said beside what was sent', async t => {
  const { post, bot } = await signedIn(t, 'owner');
  bot.refuse('addCommand', new AppError('conflict', 'help is something that I can do already.'));
  const answer = await post('/admin/bot/commands', COMMAND);
  assert.equal(answer.statusCode, 400);
  assert.match(answer.body, /role="alert">help is something.*value="tea"/s);
  bot.refuse('changeTimer', new AppError('invalid', 'There is no variable $(x).'));
  const timer = await post('/admin/bot/timers/8', { text: '$(x)', minutes: '5', minLines: '1' });
  assert.match(timer.body, /role="alert">There is no variable \$\(x\)\..*\$\(x\)<\/textarea>/s);
  bot.refuse('setCounter', new AppError('invalid', 'No name.'));
  assert.match(
    (await post('/admin/bot/counters', { room: 'irc/home/#mill', name: 'a b', value: '1' })).body,
    /role="alert">No name\./,
  );
});

test('the owner has things said by the clock, and switches that off', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  assert.match(
    await page('/admin/bot/timers'),
    /timers\/8">Tea is at four\.<\/a>.*?#mill.*?on.*?30 min.*?2 of 5/s,
  );
  await post('/admin/bot/timers', { room: 'irc/home/#mill', text: 'Tea', minutes: '30', minLines: '5' });
  assert.match(await page('/admin/bot/timers/8'), /name="active" type="checkbox" checked/);
  await post('/admin/bot/timers/8', { text: 'Tea', minutes: '10', minLines: '0' });
  await post('/admin/bot/timers/8/delete', {});
  assert.deepEqual(world.read, [
    ['addTimer', { room: 'irc/home/#mill', text: 'Tea', minutes: 30, minLines: 5 }],
    ['changeTimer', { id: 8, text: 'Tea', minutes: 10, minLines: 0, active: false }],
    ['removeTimer', { id: 8 }],
  ]);
});

test('the owner counts on, sets and deletes counters, and sees what waits', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  const list = await page('/admin/bot/counters');
  assert.match(list, /deaths.*?#mill.*?38.*?value="39".*?value="37".*?value="0"/s);
  await post('/admin/bot/counters', { room: 'irc/home/#mill', name: 'deaths', value: '39' });
  await post('/admin/bot/counters/delete', { room: 'irc/home/#mill', name: 'deaths' });
  assert.deepEqual(world.read, [
    ['setCounter', { room: 'irc/home/#mill', name: 'deaths', value: 39 }],
    ['removeCounter', { room: 'irc/home/#mill', name: 'deaths' }],
  ]);
  const queues = await page('/admin/bot/queues');
  assert.match(queues, /data-live><p>2 processes; in the one that answers, 1 running and 3 waiting\./);
  assert.match(queues, /irc\/home\/#mill.*?at work.*?3.*?24 Nov 2026, 12:00.*?9/s);
  assert.match(queues, /<noscript><meta http-equiv="refresh"/);
});

test('a member does not come here, and what is not there is not found', async t => {
  const member = await signedIn(t, 'member');
  for (const path of PATHS) assert.equal((await member.send('GET', path)).statusCode, 403, path);
  assert.equal((await member.post('/admin/bot/commands', COMMAND)).statusCode, 403);
  const owner = await signedIn(t, 'owner');
  for (const path of ['/admin/bot/commands/99', '/admin/bot/timers/99', '/admin/bot/commands/x'])
    assert.equal((await owner.send('GET', path)).statusCode, 404, path);
  assert.equal((await owner.post('/admin/bot/commands', { name: 'x' })).statusCode, 400);
});

test('everybody reads what the bot can do, as it tells it itself', async t => {
  const { app } = await signedIn(t, 'member');
  const { body } = await app.inject({ url: '/bot/about', headers: { accept: 'text/html' } });
  assert.match(
    body,
    /<code>!roll \[DICE\]<\/code>.*?Rolls dice\..*?<code>!roll 2d6<\/code>.*?Also <code>!dice<\/code>.*?It rests for 3 s in a room/s,
  );
  assert.match(body, /Rooms of this site<\/dt><dd><a href="\/rooms\/kitchen">kitchen<\/a>/);
  assert.match(body, /IRC: home<\/dt><dd>#&lt;mill&gt;<\/dd>/, 'without those where it is not');
  assert.match(
    (await app.inject({ url: '/bot', headers: { accept: 'text/html' } })).body,
    /href="\/bot\/about"/,
  );
});
