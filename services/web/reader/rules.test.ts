import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from '../testing/signed-in.ts';

test('rules are listed in words, with how far one is applied, and their buttons do as they say', async t => {
  const { page, post, reader } = await signedIn(t, 'member');
  const list = await page('/reader/rules');
  assert.match(list, /If title has the word “ad”: hide it, tag it “ads”\./);
  assert.match(list, /No &lt;adverts&gt;/);
  assert.match(list, /If feed’s tag is not “friends”: star it, tell me, look at no later rule\./);
  assert.match(list, /<progress value="500" max="2000"[^>]*><\/progress> 500 of 2000 looked at, 3 fit/);
  for (const deed of ['apply', 'switch', 'down', 'delete'])
    assert.equal((await post('/reader/rules/1', { do: deed })).statusCode, 303);
  assert.deepEqual(
    reader.calls.filter(call => /Rule/.test(call) && call !== 'listRules'),
    ['applyRule', 'saveRule', 'orderRules', 'deleteRule'],
  );
  assert.equal((await post('/reader/rules/1', { do: 'explode' })).statusCode, 400);
  assert.equal((await post('/reader/rules/9', { do: 'apply' })).statusCode, 404);
});

test('a rule is tried out and saved from one form, which says what is wrong and keeps what was written', async t => {
  const { page, post } = await signedIn(t, 'member');
  assert.match(await page('/reader/rules/new?feed=https://a.example/'), /value="https:\/\/a\.example\/"/);
  assert.match(await page('/reader/rules/1'), /<option value="word" selected>has the word<\/option>/);
  assert.doesNotMatch(await page('/reader/rules/new'), /Have the bot say it/);
  const fields = {
    name: 'Mine',
    field0: 'author',
    not0: 'not',
    operator0: 'is',
    value0: 'Bob "B"',
    star: 'on',
  };
  const tried = (await post('/reader/rules', { ...fields, try: 'yes' })).body;
  assert.match(tried, /1 of your newest 200 items fit[\s\S]*The Midland style/);
  assert.match(tried, /value="Bob &quot;B&quot;"/);
  assert.equal((await post('/reader/rules', fields)).statusCode, 303);
  const nothing = await post('/reader/rules', { ...fields, value0: '' });
  assert.deepEqual([nothing.statusCode, /role="alert">Say at least once/.test(nothing.body)], [400, true]);
  const unnamed = await post('/reader/rules', { ...fields, name: '' });
  assert.match(unnamed.body, /role="alert">Give the rule a name\.[\s\S]*Bob/);
});

test('what rules tell of stands above the items until it was seen', async t => {
  const { page, post, reader } = await signedIn(t, 'member');
  assert.match(await page('/reader'), /Your rules tell of[\s\S]*The Midland style[\s\S]*>Seen</);
  assert.doesNotMatch(await page('/reader/starred'), /Your rules tell of/);
  assert.equal((await post('/reader/notices', { item: 'i1' })).statusCode, 303);
  assert.ok(reader.calls.includes('dismissNotices'));
});

test('a rule of the owner is offered the rooms that the bot is in', async t => {
  const { page } = await signedIn(t, 'owner');
  assert.match(await page('/reader/rules/new'), /list="rooms"[\s\S]*<option value="irc\/home\/#mill">/);
});
