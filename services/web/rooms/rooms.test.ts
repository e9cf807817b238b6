import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';
import { ORIGIN, testSite } from '../testing/test-site.ts';

async function setUp(t: TestContext) {
  const site = await testSite(t);
  const say = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    site.app.inject({
      method: 'POST',
      url: '/rooms/kitchen',
      headers: {
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        origin: ORIGIN,
        ...headers,
      },
      payload: new URLSearchParams({ nonce: 'n', ...form }).toString(),
    });
  return { ...site, say };
}

test('rooms are listed with their topic, and a room is a transcript that needs no script', async t => {
  const { get } = await setUp(t);
  assert.match(
    (await get('/rooms')).body,
    /href="\/rooms\/kitchen">The &lt;kitchen&gt;<[\s\S]*What is cooking/,
  );
  const room = await get('/rooms/kitchen');
  assert.equal(room.headers['cache-control'], 'private, no-store');
  assert.match(room.body, /role="log"[\s\S]*id="m1"[\s\S]*Ann &lt;x&gt;[\s\S]*<p>Message 1<\/p>/);
  assert.match(room.body, /<b>Ann<\/b> Message &lt;1&gt;[\s\S]*🎉 1[\s\S]*A message was deleted/);
  assert.match(room.body, /class="pinned"[\s\S]*Message 1/);
  assert.match(room.body, /href="\/rooms\/kitchen\?before=1">Older messages/);
  assert.match(room.body, /data-change="3"[\s\S]*name="name"/);
  assert.doesNotMatch((await get('/rooms/kitchen?before=3')).body, /roomScript/);
  assert.match((await get('/rooms/kitchen?reply=2')).body, /name="reply" value="2"/);
  assert.match((await get('/rooms/kitchen?q=Message')).body, /Found 2\./);
  for (const path of ['/rooms/attic', '/rooms/..%2f', '/rooms/A'])
    assert.equal((await get(path)).statusCode, 404);
});

test('the form says something: the first time with a name, which the browser keeps', async t => {
  const { say, chat, get } = await setUp(t);
  const nameless = await say({ text: 'Hello' });
  assert.equal(nameless.statusCode, 400);
  assert.match(nameless.body, /role="alert">Say what you are called\.<[\s\S]*Hello<\/textarea>/);
  const said = await say({ text: 'Hello', name: 'Bea' });
  assert.deepEqual([said.statusCode, said.headers.location], [303, '/rooms/kitchen#m4']);
  assert.match(String(said.headers['set-cookie']), /^__Host-croft-guest=new; .*HttpOnly/);
  chat.calls.length = 0;
  assert.equal((await say({ text: 'Again' }, { cookie: '__Host-croft-guest=ann' })).statusCode, 303);
  assert.ok(!chat.calls.includes('takeName'));
  const known = await get('/rooms/kitchen', { cookie: '__Host-croft-guest=ann' });
  assert.doesNotMatch(known.body, /name="name"/);
  assert.match(known.body, /data-me="5"/);
});

test('a guest is called otherwise by a form of its own, and is told why not', async t => {
  const { say, get } = await setUp(t);
  const cookie = '__Host-croft-guest=ann';
  assert.match(
    (await get('/rooms/kitchen', { cookie })).body,
    /You are<\/span> <b>Ann<[\s\S]*name="nick"[^>]*value="Ann"/,
  );
  assert.match((await get('/rooms/kitchen')).body, /id="rename"[^>]* hidden/);
  const renamed = await say({ nick: 'Bea' }, { cookie });
  assert.equal(renamed.statusCode, 200);
  assert.match(renamed.body, /role="status">You are called Bea now\./);
  const refused = await say({ nick: '' }, { cookie });
  assert.deepEqual(
    [refused.statusCode, /role="alert">Say what you are called\./.test(refused.body)],
    [400, true],
  );
  assert.equal((await say({ nick: 'Eve' }, { cookie, origin: 'https://evil.example' })).statusCode, 403);
});

test('what is done stands as a sentence, and what answers somebody is marked for them', async t => {
  const { get, chat } = await setUp(t);
  await chat.client.sayInRoom({
    ...{ room: 'kitchen', markdown: '/me waves', nonce: '1' },
    from: { address: '::1', guest: 'ann' },
  });
  const { body } = await get('/rooms/kitchen');
  assert.match(
    body,
    /class="message deed"[^>]*><p class="message-head"><span class="who">Ann &lt;x&gt;<\/span><\/p>\s*<div class="words"><p>waves<\/p><\/div><p class="message-head"><a class="at"/,
  );
  const forEve = await get('/rooms/kitchen', { cookie: '__Host-croft-guest=eve' });
  assert.match(forEve.body, /class="message to-me"[^>]*data-number="2"/);
});

test('links to messages lead to where they stand: here, or on the page that has them', async t => {
  const { get } = await setUp(t);
  const found = (await get('/rooms/kitchen?q=Message')).body;
  assert.match(found, /class="at" target="_self" href="\/rooms\/kitchen\?before=32#m2"/);
  assert.doesNotMatch(found, /goes-on/);
  const { body } = await get('/rooms/kitchen?before=2');
  assert.match(body, /class="pinned"[^>]*><a target="_self" href="#m1"/);
  const framed = (await get('/rooms/kitchen?q=Message&embed=1')).body;
  assert.match(framed, /href="\/rooms\/kitchen\?before=31&amp;embed=1#m1"/);
});

test('who comes back is led to the first message to them, from the room and from the list', async t => {
  const { page } = await signedIn(t, 'member');
  assert.match(await page('/rooms/kitchen'), /id="to-you"><a href="#m2" target="_self">2 messages to you</);
  assert.match(await page('/rooms'), /2 new<\/span> <a class="unread" href="\/rooms\/kitchen">2 to you</);
  const { get } = await setUp(t);
  assert.match((await get('/rooms/kitchen')).body, /id="to-you" hidden/);
});

test('a command is done and answered above the room, which others do not see', async t => {
  const { say, chat } = await setUp(t);
  const done = await say({ text: '/slow 5' }, { cookie: '__Host-croft-guest=ann' });
  assert.equal(done.statusCode, 200);
  assert.match(done.body, /role="status">Done: \/slow 5</);
  assert.ok(!chat.calls.includes('sayInRoom'));
});

test('a room is shown in a frame of this site, with nothing around it', async t => {
  const { get } = await setUp(t);
  const framed = await get('/rooms/kitchen?embed=1');
  assert.match(String(framed.headers['content-security-policy']), /frame-ancestors 'self'/);
  assert.match(framed.body, /<base target="_top">[\s\S]*id="room"[\s\S]*<textarea/);
  assert.doesNotMatch(framed.body, /masthead|colophon/);
  const whole = await get('/rooms/kitchen');
  assert.match(String(whole.headers['content-security-policy']), /frame-src 'self'.*frame-ancestors 'none'/);
});

test('nothing is said from another site, and nothing empty', async t => {
  const { say } = await setUp(t);
  assert.equal((await say({ text: 'Hi', name: 'Eve' }, { origin: 'https://evil.example' })).statusCode, 403);
  assert.equal((await say({ text: ' ', name: 'Eve' })).statusCode, 400);
  assert.equal((await say({ text: 'x'.repeat(4_001), name: 'Eve' })).statusCode, 400);
});

test('the owner opens, changes, exports and deletes a room; a member sees none of it', async t => {
  const { page, post, chat, send } = await signedIn(t, 'owner');
  assert.match(await page('/admin/rooms'), /The &lt;kitchen&gt;[\s\S]*New room/);
  assert.equal(
    (await post('/admin/rooms', { name: 'No Name', title: 'x', writers: 'everyone' })).statusCode,
    400,
  );
  const made = await post('/admin/rooms', { name: 'attic', title: 'Attic', writers: 'members' });
  assert.equal(made.headers.location, '/admin/rooms/attic');
  const settings = await page('/admin/rooms/kitchen');
  assert.match(settings, /heck<\/textarea>[\s\S]*Eve &lt;y&gt;[\s\S]*Deleted a message of <b>Eve &lt;y&gt;/);
  assert.equal((await post('/admin/rooms/kitchen', { title: '', writers: 'everyone' })).statusCode, 400);
  await post('/admin/rooms/kitchen', { title: 'K', writers: 'everyone', slowSeconds: '5', keepDays: '' });
  await post('/admin/rooms/kitchen/lift', { person: '9', kind: 'mute' });
  const file = await send('GET', '/admin/rooms/kitchen/export');
  assert.match(String(file.headers['content-disposition']), /kitchen\.json/);
  assert.equal(JSON.parse(file.body).messages[0].markdown, 'Message 1');
  assert.equal((await post('/admin/rooms/kitchen/delete', {})).statusCode, 303);
  for (const call of ['updateRoom', 'liftSanction', 'deleteRoom']) assert.ok(chat.calls.includes(call), call);
  const member = await signedIn(t, 'member');
  assert.equal((await member.send('GET', '/admin/rooms')).statusCode, 403);
});
