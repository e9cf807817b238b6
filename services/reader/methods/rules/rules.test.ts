import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { Actions, type Condition, Match } from '../../contract/rules.ts';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { applyRulesJob, applySlice } from '../../jobs/apply-rules.ts';
import { sayJob } from '../../jobs/say.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { nextApplying } from '../../store/applying.ts';
import { noSignal, testReader } from '../../testing/context.ts';
import { entry, outline } from '../../testing/items.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { listItems } from '../items/list-items.ts';
import { applyRule } from './apply-rule.ts';
import { deleteRule } from './delete-rule.ts';
import { dismissNotices } from './dismiss-notices.ts';
import { listNotices } from './list-notices.ts';
import { listRules } from './list-rules.ts';
import { orderRules } from './order-rules.ts';
import { saveRule } from './save-rule.ts';
import { showHidden } from './show-hidden.ts';
import { testRule } from './test-rule.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const call = { signal: noSignal };
const job = { id: '1', retries: 0, signal: noSignal };

const titled = (value: string, more: Partial<Condition> = {}) =>
  Match.parse({ conditions: [{ field: 'title', operator: 'word', value, ...more }] });

async function setUp(t: TestContext) {
  const ctx = await testReader(t);
  const outlines = [outline('a', ['news']), outline('b')];
  const [a, b] = [...(await addSubscriptions(ctx.db, OWNER, outlines, true)).values()].map(feed => feed.id);
  await addSubscriptions(ctx.db, 'member', [outline('a')], false);
  // What comes later is new.
  for (const feed of [a!, b!]) await saveItems(ctx, feed, [entry(`old ${feed}`)], NOW);
  const rule = async (match: Match, actions: object, account: string = OWNER, name = 'Rule') =>
    (await saveRule(ctx, { account, name, match, actions: Actions.parse(actions), enabled: true })).rule;
  const titles = async (view: 'all' | 'unread' | 'starred', account: string = OWNER) =>
    (await listItems(ctx, { account, view, limit: 100 })).items.map(item => item.title).sort();
  return { ctx, a: a!, b: b!, rule, titles };
}

test('items that come in are hidden, read, starred and tagged as a person’s rules say, and for nobody else', async t => {
  const { ctx, a, rule, titles } = await setUp(t);
  await rule(titled('ad'), { hide: true });
  await rule(titled('dull'), { read: true, tags: ['later'] });
  await rule(titled('great'), { star: true });
  const items = ['an ad', 'dull', 'great', 'plain'].map((title, n) => entry(`${n}`, n, { title }));
  await saveItems(ctx, a, items, NOW);
  assert.deepEqual(await titles('all'), ['dull', 'great', 'old 1', 'old 2', 'plain']);
  assert.deepEqual(await titles('unread'), ['great', 'old 1', 'old 2', 'plain']);
  assert.deepEqual(await titles('starred'), ['great']);
  const tagged = await listItems(ctx, { account: OWNER, itemTag: 'later', limit: 5 });
  assert.deepEqual(
    tagged.items.map(item => item.title),
    ['dull'],
  );
  assert.deepEqual(await titles('unread', 'member'), ['an ad', 'dull', 'great', 'old 1', 'plain']);
  const [feed] = (await listFeeds(ctx, { account: OWNER })).feeds;
  assert.equal(feed?.unread, 3);

  assert.deepEqual(await showHidden(ctx, { account: OWNER }), { changed: 1 });
  assert.ok((await titles('all')).includes('an ad'));
  assert.ok(!(await titles('unread')).includes('an ad'));
});

test('a rule looks at an item of two feeds once: when it is new to the person', async t => {
  const { ctx, a, b, rule, titles } = await setUp(t);
  await saveItems(ctx, b, [entry('x', 1, { title: 'ad' })], NOW);
  await rule(titled('ad'), { hide: true, notify: true });
  await rule(titled('ad'), { hide: true, notify: true }, 'member');
  await saveItems(ctx, a, [entry('x', 1, { title: 'ad' })], NOW);
  assert.ok((await titles('unread')).includes('ad'), 'the owner had it before');
  assert.ok(!(await titles('all', 'member')).includes('ad'));
  assert.equal((await listNotices(ctx, { account: OWNER, limit: 5 })).total, 0);
  assert.equal((await listNotices(ctx, { account: 'member', limit: 5 })).total, 1);
});

test('a rule that stops keeps later rules from an item, in the order that the person gives', async t => {
  const { ctx, a, rule, titles } = await setUp(t);
  const hide = await rule(titled('release'), { hide: true });
  const keep = await rule(titled('croft'), { stop: true });
  await orderRules(ctx, { account: OWNER, ids: [keep.id] });
  assert.deepEqual(
    (await listRules(ctx, { account: OWNER })).rules.map(each => each.id),
    [keep.id, hide.id],
  );
  const releases = ['other release', 'croft release'].map(title => entry(title, 1, { title }));
  await saveItems(ctx, a, releases, NOW);
  assert.deepEqual(await titles('unread'), ['croft release', 'old 1', 'old 2']);
});

test('what rules tell of is among the notices, and said in rooms once, whatever is killed', async t => {
  const { ctx, a, b, rule } = await setUp(t);
  const talking = { ...ctx, config: { ...ctx.config, room: 'irc/net/#mine' } };
  await rule(titled('alert'), { notify: true, room: 'irc/net/#room' }, OWNER, 'Alerts');
  const alerts = Array.from({ length: 7 }, (_, n) => entry(`alert ${n}`, n));
  await saveItems(talking, a, alerts, NOW);
  const { notices, total } = await listNotices(ctx, { account: OWNER, limit: 2 });
  assert.equal(total, 7);
  assert.deepEqual([notices[0]?.rule, notices[0]?.feedTitle, notices.length], ['Alerts', 'a', 2]);

  const say = sayJob(ctx);
  await say.handler({}, job);
  await say.handler({}, job);
  assert.deepEqual(
    ctx.said.map(each => each.room),
    ['irc/net/#room', 'irc/net/#mine'],
  );
  assert.match(ctx.said[0]!.text, /^Alerts: alert 6 \(a\) — https:\/\/a\.example\/alert 6\n/);
  assert.match(ctx.said[0]!.text, /\nAlerts: and 2 more\.$/);
  assert.equal((await dismissNotices(ctx, { account: OWNER, itemIds: [notices[0]!.itemId] })).changed, 1);
  assert.equal((await dismissNotices(ctx, { account: OWNER })).changed, 6);

  // Killed after the bot was told and before that was noted: the same id again, which the bot knows.
  await saveItems(ctx, b, [entry('alert 8')], NOW);
  const dies: typeof ctx.bot.say = async message => {
    await ctx.bot.say(message);
    throw new Error('killed');
  };
  await sayJob({ ...ctx, bot: { ...ctx.bot, say: dies } }).handler({}, job);
  await say.handler({}, job);
  assert.equal(ctx.said.length, 4);
  assert.equal(ctx.said[3]!.id, ctx.said[2]!.id);
});

test('items that could not be saved are told of to nobody', async t => {
  const { ctx, a, rule } = await setUp(t);
  await rule(titled('alert'), { notify: true, room: 'irc/net/#room' });
  await ctx.db.schema.alterTable('messages').addCheckConstraint('never', sql`false`).execute();
  await assert.rejects(saveItems(ctx, a, [entry('alert')], NOW));
  assert.equal((await listNotices(ctx, { account: OWNER, limit: 5 })).total, 0);
  assert.equal((await listItems(ctx, { account: OWNER, limit: 5 })).items.length, 2);
});

test('a room where nobody listens waits and holds back no other; what a new feed brings is no news', async t => {
  const { ctx, a, rule } = await setUp(t);
  await rule(titled('alert'), { room: 'irc/net/deaf' });
  await rule(titled('alert'), { room: 'irc/net/#room' });
  const [fresh] = [...(await addSubscriptions(ctx.db, OWNER, [outline('c')], true)).values()];
  await saveItems(ctx, fresh!.id, [entry('alert at first')], NOW);
  await saveItems(ctx, a, [entry('alert')], NOW);
  await sayJob(ctx).handler({}, job);
  assert.deepEqual(
    ctx.said.map(each => [each.room, each.text.split('\n').length]),
    [['irc/net/#room', 1]],
  );
  const waiting = await ctx.db.selectFrom('messages').select('room').execute();
  assert.deepEqual(waiting, [{ room: 'irc/net/deaf' }]);
});

test('a rule is tried out on the newest items without changing any', async t => {
  const { ctx, a, titles } = await setUp(t);
  await saveItems(ctx, a, [entry('good ad', 5), entry('other', 6)], NOW);
  const before = await titles('unread');
  const match = Match.parse({
    conditions: [
      { field: 'title', operator: 'pattern', value: '\\bads?\\b' },
      { field: 'feedTag', operator: 'is', value: 'news' },
    ],
  });
  const tried = await testRule(ctx, { account: OWNER, match }, call);
  assert.equal(tried.looked, 4);
  assert.deepEqual(
    tried.items.map(item => [item.title, item.feedTitle]),
    [['good ad', 'a']],
  );
  assert.deepEqual(await titles('unread'), before);
  assert.equal((await testRule(ctx, { account: 'member', match }, call)).items.length, 0, 'has no such tag');
  assert.equal((await testRule(ctx, { account: 'nobody', match }, call)).looked, 0);
});

test('a rule is applied to what is here already, slice by slice, and a kill in between doubles nothing', async t => {
  const { ctx, a, rule, titles } = await setUp(t);
  const items = Array.from({ length: 1200 }, (_, n) => entry(`${n % 2 ? 'ad' : 'news'} ${n}`, n % 700));
  await saveItems(ctx, a, items, NOW);
  const hide = await rule(titled('ad'), { hide: true, tags: ['ads'], notify: true });
  await applyRule(ctx, { account: OWNER, id: hide.id });
  const before = (await nextApplying(ctx.db))!;
  await applySlice(ctx, before);
  const [half] = (await listRules(ctx, { account: OWNER })).rules;
  assert.deepEqual(half?.applied?.running, true);
  assert.equal(half?.applied?.total, 1202);
  await applySlice(ctx, before);
  assert.deepEqual((await listRules(ctx, { account: OWNER })).rules[0]?.applied, half.applied);

  await applyRulesJob(ctx).handler({}, job);
  const [done] = (await listRules(ctx, { account: OWNER })).rules;
  assert.deepEqual(done?.applied, { running: false, looked: 1202, total: 1202, matched: 600 });
  const [feed] = (await listFeeds(ctx, { account: OWNER })).feeds;
  assert.equal(feed?.unread, 601);
  assert.ok((await titles('unread')).every(title => !title.startsWith('ad')));
  assert.equal((await listNotices(ctx, { account: OWNER, limit: 5 })).total, 0);
});

test('what is wrong with a rule is said, and each person has their own', async t => {
  const { ctx, rule } = await setUp(t);
  const refused = async (match: Match, actions: object, error: object, account: string = OWNER) =>
    await assert.rejects(rule(match, actions, account), error);
  await refused(titled('(', { operator: 'pattern' }), { hide: true }, { message: /missing closing \)/ });
  await refused(titled('x'), {}, { code: 'invalid' });
  await refused(titled('x'), { room: 'irc/net/#x' }, { code: 'forbidden' }, 'member');
  const many = Match.parse({
    conditions: Array.from({ length: 20 }, (_, n) => ({
      field: 'title',
      operator: 'pattern',
      value: `${n}`,
    })),
  });
  await rule(many, { hide: true });
  const second = await rule(many, { hide: true });
  await refused(many, { hide: true }, { code: 'conflict' });
  const input = { account: 'member', id: second.id, name: 'x', match: titled('x'), enabled: true };
  const theirs = saveRule(ctx, { ...input, actions: Actions.parse({ hide: true }) });
  await assert.rejects(theirs, { code: 'not_found' });
  await assert.rejects(applyRule(ctx, { account: 'member', id: second.id }), { code: 'not_found' });
  await deleteRule(ctx, { account: 'member', id: second.id });
  assert.equal((await listRules(ctx, { account: OWNER })).rules.length, 2);
  await deleteRule(ctx, { account: OWNER, id: second.id });
  assert.equal((await listRules(ctx, { account: OWNER })).rules.length, 1);
  for (let n = 0; n < 99; n++) await rule(titled('x'), { hide: true });
  await refused(titled('x'), { hide: true }, { code: 'conflict' });
});
