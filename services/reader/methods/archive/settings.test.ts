import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Actions, Match } from '../../contract/rules.ts';
import { OWNER } from '../../contract.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { noSignal, type TestReader, testReader } from '../../testing/context.ts';
import { outline } from '../../testing/items.ts';
import { setFeedReading } from '../articles/set-feed-reading.ts';
import { setFeedOptions } from '../feeds/set-feed-options.ts';
import { saveRule } from '../rules/save-rule.ts';
import { exportSettings } from './export-settings.ts';
import { importItems } from './import-items.ts';

const match = (value: string) => Match.parse({ conditions: [{ field: 'title', operator: 'word', value }] });

async function take(ctx: TestReader, json: string, account: string = OWNER) {
  const steps = await Array.fromAsync(importItems(ctx, { account, json }, { signal: noSignal }));
  return steps.map(({ label, outcome }) => [label, outcome]);
}

test('rules, and how feeds are read and fetched, go out without secrets and come in as they were', async t => {
  const [ctx, fresh] = await Promise.all([testReader(t), testReader(t)]);
  const feeds = [...(await addSubscriptions(ctx.db, OWNER, [outline('a'), outline('b')], true)).values()];
  const [id, other] = feeds.map(feed => String(feed.id));
  await setFeedReading(ctx, { account: OWNER, id: id!, fullText: true, content: 'article' });
  await setFeedOptions(ctx, { account: OWNER, id: id!, userAgent: 'Me/1', cookie: 'sesame=1' });
  await setFeedReading(ctx, { account: OWNER, id: other!, fullText: true });
  for (const name of ['Ads', 'Eels'])
    await saveRule(ctx, {
      account: OWNER,
      name,
      match: match(name),
      actions: Actions.parse({ star: true }),
      enabled: name === 'Eels',
    });
  const { json } = await exportSettings(ctx, { account: OWNER });
  assert.doesNotMatch(json, /sesame/);

  await addSubscriptions(fresh.db, OWNER, [outline('a')], true);
  assert.deepEqual(await take(fresh, json), [
    ['Rule: Ads', 'added'],
    ['Rule: Eels', 'added'],
    ['Feed: https://a.example/', 'added'],
    ['Feed: https://b.example/', 'skipped'],
  ]);
  const again = JSON.parse((await exportSettings(fresh, { account: OWNER })).json);
  const { rules, feeds: settled } = JSON.parse(json);
  assert.deepEqual(again, { rules, feeds: settled.slice(0, 1) });
  assert.deepEqual(
    new Set((await take(fresh, json)).map(([, outcome]) => outcome)),
    new Set(['known', 'skipped']),
  );
});

test('what cannot be taken of settings is said, and a member changes nothing for others', async t => {
  const ctx = await testReader(t);
  await addSubscriptions(ctx.db, OWNER, [outline('a')], true);
  await addSubscriptions(ctx.db, 'member', [outline('a')], false);
  const rule = { name: 'R', enabled: true, match: match('x') };
  const json = JSON.stringify({
    rules: [
      { ...rule, actions: { star: true } },
      { ...rule, actions: {} },
      { ...rule, actions: { room: 'irc/net/#room' } },
      'nothing',
    ],
    feeds: [
      { url: 'https://a.example/', reading: { fullText: true }, userAgent: 'Me/1' },
      { url: 'https://a.example/', userAgent: 'Me\r\nCookie: x' },
    ],
  });
  assert.deepEqual(await take(ctx, json, 'member'), [
    ['Rule: R', 'added'],
    ['Rule: R', 'invalid'],
    ['Rule: R', 'invalid'],
    ['Rule', 'invalid'],
    ['Feed: https://a.example/', 'invalid'],
    ['Feed', 'invalid'],
  ]);
  assert.deepEqual(await ctx.db.selectFrom('feed_reading').selectAll().execute(), []);
  assert.deepEqual(await ctx.db.selectFrom('feed_options').selectAll().execute(), []);
});
