import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../../../testing/signed-in.ts';
import { testSite } from '../../../testing/test-site.ts';

const RULES = '/admin/bot/rules?id=chat%2Fkitchen';

const form = {
  id: 'chat/kitchen',
  on: 'on',
  words: 'heck\n spam* \n\nheck',
  links: 'members',
  domains: 'example.org',
  caps: '70',
  floodLines: '5',
  floodSeconds: '10',
  newMinutes: '30',
  step0: 'warn',
  step1: 'timeout',
  minutes1: '15',
  step2: '',
  exemptModerators: 'on',
};

test('the form of rules shows what is set, and sets all that is sent', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  const shown = await page(RULES);
  assert.match(shown, /<textarea id="field-words"[^>]*>\s*heck<\/textarea>/);
  assert.match(shown, /name="floodLines"[^>]*value="5"/);
  assert.match(shown, /<input id="field-on"[^>]*checked/);
  const answer = await post('/admin/bot/rules', form);
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, RULES]);
  const rules = {
    ...{ on: true, words: ['heck', 'spam*'], caps: { percent: 70, from: 10 }, symbols: null, emotes: null },
    ...{
      repeats: null,
      flood: { lines: 5, seconds: 10 },
      length: null,
      links: 'members',
      domains: ['example.org'],
    },
    ...{ newcomers: { minutes: 30, days: 0 }, raid: null, exempt: ['moderators'], forgetHours: 24 },
    steps: [{ act: 'warn' }, { act: 'timeout', minutes: 15 }],
  };
  assert.deepEqual(world.read, [['setRoomRules', { room: 'chat/kitchen', rules }]]);
});

test('what cannot be set is told, with what was sent still in the form', async t => {
  const { post, send, world } = await signedIn(t, 'owner');
  for (const [change, told] of [
    [{ words: '/(/' }, /role="alert">The pattern \/\(\/ cannot be read/],
    [{ caps: '5' }, /role="alert">caps percent: /],
    [{ floodSeconds: '' }, /role="alert">flood seconds: /],
    [{ domains: 'not a domain' }, /role="alert">domains 0: must be a domain/],
    [{ step0: '', step1: '' }, /role="alert">steps: /],
  ] as const) {
    const answer = await post('/admin/bot/rules', { ...form, words: 'spam*', ...change });
    assert.equal(answer.statusCode, 400);
    assert.match(answer.body, told);
    assert.match(answer.body, /name="newMinutes"[^>]*value="30"/);
  }
  assert.deepEqual(world.read, []);
  assert.equal((await send('GET', '/admin/bot/rules')).statusCode, 404);
});

test('what was done is listed with why, and taken back by a button', async t => {
  const { page, post, world } = await signedIn(t, 'owner');
  const list = await page('/admin/bot/decisions?room=chat/kitchen&name=eve');
  assert.match(list, /Timed out<\/strong>: Eve &lt;x&gt;.*?oh &lt;b&gt;heck&lt;\/b&gt;.*?the rule “words”/s);
  assert.equal(list.match(/and 3 more, 1 of them refused/g)?.length, 1, 'a row that tells of several');
  assert.equal(
    list.match(/action="\/admin\/bot\/decisions\/undo"/g)?.length,
    1,
    'none for what is taken back',
  );
  assert.deepEqual(world.read.pop(), ['listDecisions', { room: 'chat/kitchen', name: 'eve', limit: 50 }]);
  assert.equal((await post('/admin/bot/decisions/undo', { id: '7' })).statusCode, 303);
  assert.deepEqual(world.read, [['undoDecision', { id: '7', by: 'owner' }]]);
  assert.equal(
    (await post('/admin/bot/decisions/undo', { id: '5' })).statusCode,
    303,
    'a network that is away is told',
  );
});

test('logs are read, found in, exported and erased, and people taken out of them', async t => {
  const { page, post, send, world } = await signedIn(t, 'owner');
  assert.match(await page('/admin/bot/logs'), /irc\/home\/#mill<\/a>.*?logged.*?48 hours.*?3/s);
  assert.deepEqual(world.read, [], 'nothing is looked for unasked');
  assert.match(
    await page('/admin/bot/logs?name=ann&q=walls'),
    /walls &lt;have&gt; moods.*?Everything that is kept of ann/s,
  );
  assert.deepEqual(world.read.pop(), ['searchLog', { name: 'ann', query: 'walls', limit: 100 }]);
  const file = await send('GET', '/admin/bot/logs/export?room=irc/home/%23mill');
  assert.match(String(file.headers['content-disposition']), /attachment; filename="log\.json"/);
  assert.deepEqual([JSON.parse(file.body).room, JSON.parse(file.body).lines.length], ['irc/home/#mill', 1]);
  assert.equal(JSON.parse((await send('GET', '/admin/bot/logs/person?name=ann')).body).decisions, 1);
  await post('/admin/bot/logs/erase', { room: 'irc/home/#mill' });
  await post('/admin/bot/logs/forget', { name: 'ann' });
  assert.deepEqual(world.read.slice(-2), [
    ['eraseLog', { room: 'irc/home/#mill' }],
    ['forgetPerson', { name: 'ann' }],
  ]);
});

test('nobody but the owner comes to any of it', async t => {
  const member = await signedIn(t, 'member');
  for (const path of [
    'rules?id=chat/kitchen',
    'decisions',
    'logs',
    'logs/export?room=chat/x',
    'logs/person?name=ann',
  ])
    assert.equal((await member.send('GET', `/admin/bot/${path}`)).statusCode, 403, path);
  for (const path of ['rules', 'decisions/undo', 'logs/erase', 'logs/forget'])
    assert.equal((await member.send('POST', `/admin/bot/${path}`, { id: '7' })).statusCode, 403, path);
});

test('everybody reads what is kept, out of how it is set, and is led there', async t => {
  const { get } = await testSite(t);
  const { body } = await get('/bot/privacy');
  assert.match(body, /One room is logged\./);
  assert.match(
    body,
    /irc\/home\/#&lt;mill&gt;<\/b>: logged, and deleted after 72 hours; who spoke last when is kept; translated; joined to other rooms/,
  );
  assert.match(body, /<a href="\/rooms\/kitchen">kitchen<\/a>: not logged; moderated by rules/);
  assert.match(body, /<b>Reminders<\/b>, until they were said\.<\/li>/);
  assert.match(body, /<b>That you broke a rule<\/b>, for 31 days\..*?When you are forgotten: it stays\./s);
  assert.match(body, /joined to others<\/b>, with your name, for a day/);
  assert.match(body, /goes to DeepL/);
  assert.match(body, /No language model hears anything/);
  for (const path of ['/bot', '/rooms']) assert.match((await get(path)).body, /href="\/bot\/privacy"/, path);
});
