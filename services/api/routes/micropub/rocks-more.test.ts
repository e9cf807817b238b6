import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GIF, JPG, made, PNG, rocks } from './_rocks.ts';

test('400: Replace a property', async t => {
  const { update } = await rocks(t);
  const { answer, properties } = await update(
    { content: ['Micropub update test. This text should be replaced if the test succeeds.'] },
    { replace: { content: ['This is the updated text. If you can see this you passed the test!'] } },
  );
  assert.equal(answer.status, 204);
  assert.deepEqual(properties.content, [
    'This is the updated text. If you can see this you passed the test!',
  ]);
});

test('401: Add a value to an existing property', async t => {
  const { update } = await rocks(t);
  const { properties } = await update(
    { content: ['Micropub update test.'], category: ['test1'] },
    { add: { category: ['test2'] } },
  );
  assert.deepEqual(properties.category, ['test1', 'test2']);
});

test('402: Add a value to a non-existent property', async t => {
  const { update } = await rocks(t);
  const { properties } = await update(
    { content: ['Micropub update test.'] },
    { add: { category: ['test1'] } },
  );
  assert.deepEqual(properties.category, ['test1']);
});

test('403: Remove a value from a property', async t => {
  const { update } = await rocks(t);
  const { properties } = await update(
    { content: ['Micropub update test.'], category: ['test1', 'test2'] },
    { delete: { category: ['test2'] } },
  );
  assert.deepEqual(properties.category, ['test1']);
});

test('404: Remove a property', async t => {
  const { update } = await rocks(t);
  const { properties } = await update(
    { content: ['Micropub update test.'], category: ['test1', 'test2'] },
    { delete: ['category'] },
  );
  assert.equal(properties.category, undefined);
});

test('405: Reject the request if operation is not an array', async t => {
  const { update } = await rocks(t);
  const { answer, properties } = await update(
    { content: ['Micropub update test.'] },
    { replace: { content: 'This is not a valid update request.' } },
  );
  assert.deepEqual([answer.status, answer.json.error], [400, 'invalid_request']);
  assert.deepEqual(properties.content, ['Micropub update test.']);
});

for (const [deletes, undeletes, kind] of [
  ['500: Delete a post (form-encoded)', '502: Undelete a post (form-encoded)', 'form'],
  ['501: Delete a post (JSON)', '503: Undelete a post (JSON)', 'json'],
] as const) {
  const command = (action: string, url: string) =>
    kind === 'json' ? { json: { action, url } } : { form: { action, url } };
  test(deletes, async t => {
    const { ask, token, send, post } = await rocks(t);
    const { location } = made(await send('h=entry&content=This+post+will+be+deleted'));
    assert.equal((await ask('/micropub', { token, ...command('delete', location) })).status, 204);
    await assert.rejects(post(location), { code: 'not_found' });
  });
  test(undeletes, async t => {
    const { ask, token, send, post } = await rocks(t);
    const { location } = made(await send('h=entry&content=This+post+will+be+deleted+and+come+back'));
    const before = await post(location);
    await ask('/micropub', { token, ...command('delete', location) });
    assert.equal((await ask('/micropub', { token, ...command('undelete', location) })).status, 204);
    assert.deepEqual(await post(location), before);
  });
}

test('600: Configuration Query', async t => {
  const { query } = await rocks(t);
  const { status, json } = await query('q=config');
  assert.equal(status, 200);
  assert.equal(json['media-endpoint'], 'https://croft.example/micropub/media');
  assert.deepEqual(json['syndicate-to'], []);
});

test('601: Syndication Endpoint Query', async t => {
  const { query } = await rocks(t);
  const { status, json } = await query('q=syndicate-to');
  assert.deepEqual([status, json], [200, { 'syndicate-to': [] }]);
});

const QUERIED = {
  type: ['h-entry'],
  properties: {
    content: ['Test of querying the endpoint for the source content'],
    category: ['micropub', 'test'],
  },
};

test('602: Source Query (All Properties)', async t => {
  const { sendJson, query } = await rocks(t);
  const { location } = made(await sendJson(QUERIED));
  const { status, json } = await query(`q=source&url=${encodeURIComponent(location)}`);
  assert.deepEqual([status, json.type], [200, ['h-entry']]);
  assert.deepEqual(json.properties.content, QUERIED.properties.content);
  assert.deepEqual(json.properties.category, QUERIED.properties.category);
});

test('603: Source Query (Specific Properties)', async t => {
  const { sendJson, query } = await rocks(t);
  const { location } = made(await sendJson(QUERIED));
  const { json } = await query(
    `q=source&properties[]=content&properties[]=category&url=${encodeURIComponent(location)}`,
  );
  assert.deepEqual(json, { properties: QUERIED.properties });
});

for (const [number, type, data] of [
  [700, 'jpg', JPG],
  [701, 'png', PNG],
  [702, 'gif', GIF],
] as const)
  test(`${number}: Upload a ${type} to the Media Endpoint`, async t => {
    const { ask, token } = await rocks(t);
    const parts = new FormData();
    parts.set('file', new Blob([data]), `picture.${type}`);
    const answer = await ask('/micropub/media', { token, parts });
    assert.equal(answer.status, 201);
    assert.match(answer.location, /^https:\/\/croft\.example\/media\/./);
    const file = await ask(answer.location);
    assert.equal(file.status, 200);
    assert.match(String(file.headers['content-type']), /^image\//);
  });

test('800: Accept access token in HTTP header', async t => {
  const { ask, token } = await rocks(t);
  made(await ask('/micropub', { token, form: 'h=entry&content=Testing+the+header' }));
});

test('801: Accept access token in POST body', async t => {
  const { ask, token } = await rocks(t);
  made(await ask('/micropub', { form: `h=entry&content=Testing+the+body&access_token=${token}` }));
});

test('802: Does not store access token property', async t => {
  const { ask, token, source } = await rocks(t);
  const { location } = made(
    await ask('/micropub', { form: `h=entry&content=Testing+the+body&access_token=${token}` }),
  );
  assert.doesNotMatch(JSON.stringify(await source(location)), /access|croft_/);
});

test('803: Rejects unauthenticated requests', async t => {
  const { ask } = await rocks(t);
  const answer = await ask('/micropub', { form: 'h=entry&content=This+should+not+be+posted' });
  assert.deepEqual([answer.status, answer.json.error], [401, 'unauthorized']);
  assert.equal(answer.headers['www-authenticate'], 'Bearer');
});

test('804: Rejects unauthorized access tokens (403, as the living standard and RFC 6750 have it)', async t => {
  const { ask, tokenFor } = await rocks(t);
  const token = await tokenFor('profile');
  const answer = await ask('/micropub', { token, form: 'h=entry&content=This+should+not+be+posted' });
  assert.deepEqual(
    [answer.status, answer.json.error, answer.json.scope],
    [403, 'insufficient_scope', 'create'],
  );
});

test('805: Rejects multiple authentication methods: two tokens, but not one twice, which is what Quill sends', async t => {
  const { ask, token, tokenFor } = await rocks(t);
  const form = `h=entry&content=Testing+both&access_token=${await tokenFor('create')}`;
  const refused = await ask('/micropub', { token, form });
  assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_request']);
  made(await ask('/micropub', { token, form: `h=entry&content=Testing+both&access_token=${token}` }));
});
