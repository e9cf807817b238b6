import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { readSection } from '../../../../core/config/options.ts';
import { translationOptions } from '../../../../core/translate/index.ts';
import { libreTranslateServer } from '../../../../core/translate/test-servers.ts';
import { OWNER } from '../../contract.ts';
import { pollFeed } from '../../poll/poll-feed.ts';
import { createRecorder } from '../../poll/recorder.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { claimDue } from '../../store/due.ts';
import { noSignal, type TestReader, testReader } from '../../testing/context.ts';
import { feedServer } from '../../testing/feed-server.ts';
import { outline } from '../../testing/items.ts';
import { listFeeds } from '../feeds/list-feeds.ts';
import { updateFeed } from '../feeds/update-feed.ts';
import { listItems } from '../items/list-items.ts';
import { getTranslators } from './get-translators.ts';
import { translateItem } from './translate-item.ts';

const FEED = `<rss version="2.0"><channel><title>Mauern</title><language>de-AT</language><item><guid>1</guid>
<title>Die &lt;Mauer&gt; &amp; das Tor</title><link>https://a.example/1</link>
<description>&lt;p&gt;das &lt;a href="/tor"&gt;Tor&lt;/a&gt;&lt;img src="/bild.png"&gt;&lt;/p&gt;&lt;pre&gt;&lt;code&gt;das = $1;&lt;/code&gt;&lt;/pre&gt;</description></item></channel></rss>`;

/** The one item of a polled feed in German, with a LibreTranslate beside it. */
async function setUp(t: TestContext) {
  const server = await feedServer(t, { '/feed': { body: FEED } });
  const translators = await libreTranslateServer(t);
  const section = readSection(
    'translation',
    translationOptions,
    { libretranslate: { url: translators.url } },
    {},
  );
  const ctx = await testReader(t, undefined, section);
  await addSubscriptions(ctx.db, OWNER, [{ ...outline('a'), url: `${server.origin}/feed` }], true);
  const [feed] = await claimDue(ctx.db, { owner: 'test', limit: 1, busy: [], active: {}, lease: 900 });
  const recorder = createRecorder(ctx.db);
  const outcome = await pollFeed(ctx, feed!, noSignal);
  assert.ok(outcome.outcome !== 'postponed');
  recorder.add(outcome.record);
  await recorder.finish();
  const [item] = (await listItems(ctx, { account: OWNER, limit: 1 })).items;
  return { ctx, translators, item: item! };
}

test('an item says in which language its feed is, and is translated once, title and text', async t => {
  const { ctx, translators, item } = await setUp(t);
  assert.equal(item.language, 'de-AT');
  const asked = { account: OWNER, id: item.id, to: 'en' };
  const { translation } = await translateItem(ctx, asked);
  assert.equal(translation.title, 'DIE <MAUER> & DAS TOR');
  assert.match(translation.html, /<a href="https:\/\/a\.example\/tor"[^>]*>TOR<\/a>/);
  assert.match(translation.html, /<pre><code>das = \$1;<\/code><\/pre>/, 'code is left as it is');
  assert.deepEqual([translation.from, translation.to, translation.by], ['de-AT', 'en', 'LibreTranslate']);
  assert.match(
    (await translateItem(ctx, { ...asked, images: 'proxied' })).translation.html,
    / src="\/reader\/image\//,
  );
  assert.equal(translators.count('POST /translate'), 1);
});

test('what a translator gives is a stranger’s', async t => {
  const { ctx, translators, item } = await setUp(t);
  const evil =
    '<img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">x</a><p style="position:fixed">y';
  translators.instead['POST /translate'] = () => ({ body: { translatedText: [evil, evil] } });
  const { translation } = await translateItem(ctx, { account: OWNER, id: item.id, to: 'en' });
  assert.doesNotMatch(translation.html, /onerror|<script|javascript:|style=/);
  assert.doesNotMatch(translation.title, /</);
});

test('who does not read it, its own language, and a translator that is away are refused in words', async t => {
  const { ctx, translators, item } = await setUp(t);
  await assert.rejects(translateItem(ctx, { account: '7', id: item.id, to: 'en' }), { code: 'not_found' });
  await assert.rejects(translateItem(ctx, { account: OWNER, id: item.id, to: 'de' }), {
    reason: 'same_language',
  });
  translators.instead['POST /translate'] = () => ({ status: 503, body: '' });
  await assert.rejects(translateItem(ctx, { account: OWNER, id: item.id, to: 'en' }), {
    reason: 'translators_away',
  });
});

test('who translates is told, and into which languages when that is wanted', async t => {
  const { ctx } = await setUp(t);
  assert.deepEqual(await getTranslators(ctx, { languages: false }), {
    translators: ['LibreTranslate'],
    languages: [],
    from: [],
  });
  assert.deepEqual((await getTranslators(ctx, { languages: true })).languages, ['de', 'en', 'es']);
  const plain = await testReader(t);
  assert.deepEqual(await getTranslators(plain, { languages: true }), {
    translators: [],
    languages: [],
    from: [],
  });
});

test('in which language the items of a feed are a person says for one, or for all of the feed, and for nobody else', async t => {
  const { ctx, translators, item } = await setUp(t);
  const asked = { account: OWNER, id: item.id, to: 'de' };
  await translateItem(ctx, { ...asked, from: 'es' });
  assert.equal(
    JSON.parse(translators.asked.findLast(({ line }) => line === 'POST /translate')!.body).source,
    'es',
  );
  await addSubscriptions(ctx.db, '7', [{ ...outline('a'), url: (await feedOf(ctx, OWNER)).url }], true);
  const { feed } = await updateFeed(ctx, { account: OWNER, id: item.feedId, language: 'ES_mx' });
  assert.equal(feed.language, 'es-MX');
  assert.deepEqual([await languageFor(ctx, OWNER), await languageFor(ctx, '7')], ['es-MX', 'de-AT']);
  await updateFeed(ctx, { account: OWNER, id: item.feedId, title: 'Mine' });
  assert.equal(await languageFor(ctx, OWNER), 'es-MX');
  await updateFeed(ctx, { account: OWNER, id: item.feedId, language: null });
  assert.equal(await languageFor(ctx, OWNER), 'de-AT');
});

async function feedOf(ctx: TestReader, account: string) {
  return (await listFeeds(ctx, { account })).feeds[0]!;
}

async function languageFor(ctx: TestReader, account: string) {
  return (await listItems(ctx, { account, view: 'all', limit: 1 })).items[0]?.language;
}
