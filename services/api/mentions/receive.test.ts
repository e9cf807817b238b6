import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiveMention } from '../methods/mentions/receive-mention.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { getThread } from '../methods/thread/get-thread.ts';
import { setVerdict } from '../store/mentions/domains.ts';
import { beginLook } from '../store/mentions/mentions.ts';
import { reasonOf } from '../testing/context.ts';
import { entry, link, mentioned, TARGET } from '../testing/mentioned.ts';
import type { Answer, OtherSite } from '../testing/other-site.ts';
import { takeIn } from './take-in.ts';

test('a reply waits in the queue with its author, its words and its time', async t => {
  const { site, mention, responses } = await mentioned(t);
  const source = site.page(
    '/reply',
    entry(
      `${link('u-in-reply-to')}<time class="dt-published" datetime="2026-01-02T03:04:05Z">then</time>
       <div class="e-content">I <b>agree</b> <script>alert(1)</script><a href="/more" onclick="x()">more</a></div>`,
      site.origin,
    ),
  );
  assert.equal((await mention(source))?.state, 'linked');
  const [row, ...others] = await responses();
  assert.equal(others.length, 0);
  assert.deepEqual(
    [row!['kind'], row!['status'], row!['origin'], row!['author_name'], row!['author_url'], row!['verified']],
    ['reply', 'pending', 'webmention', 'Ann', `${site.origin}/`, true],
  );
  assert.equal(
    row!['html'],
    `I <b>agree</b> <a href="${site.origin}/more" rel="nofollow ugc noopener">more</a>`,
  );
  assert.equal((row!['created_at'] as Date).toISOString(), '2026-01-02T03:04:05.000Z');
});

test('likes, reposts, bookmarks, answers to invitations and plain mentions are told apart', async t => {
  const { site, mention, responses } = await mentioned(t);
  const cases: [string, string][] = [
    ['like', entry(link('u-like-of'))],
    ['repost', entry(link('u-repost-of'))],
    ['bookmark', entry(link('u-bookmark-of'))],
    ['rsvp', entry(`${link('u-in-reply-to')}<data class="p-rsvp" value="maybe">perhaps</data>`)],
    ['mention', entry(`<p class="e-content">See ${link('')}</p>`)],
    ['mention', `<p>No microformats, ${link('')}</p>`],
    [
      'reply',
      entry(
        `<div class="u-in-reply-to h-cite"><a class="u-url" href="${TARGET}">x</a></div><p class="p-content">Yes</p>`,
      ),
    ],
  ];
  for (const [index, [, body]] of cases.entries()) await mention(site.page(`/${index}`, body));
  const rows = await responses();
  assert.deepEqual(
    rows.map(row => row['kind']),
    cases.map(([kind]) => kind),
  );
  assert.deepEqual([rows[3]!['rsvp'], rows[0]!['html'], rows[5]!['author_name']], ['maybe', '', '127.0.0.1']);
  assert.match(String(rows[4]!['html']), /^<p>See x<\/p>$/);
});

test('of a feed of entries the one that links here is taken, with the author of the feed', async t => {
  const { site, mention, responses } = await mentioned(t);
  const body = `<div class="h-feed"><a class="p-author h-card" href="https://ben.example/">Ben</a>
    <div class="h-entry"><p class="e-content">Other <a href="https://other.example/">x</a></p></div>
    <div class="h-entry"><p class="e-content">This one ${link('')}</p></div></div>`;
  await mention(site.page('/feed', body));
  const [row] = await responses();
  assert.deepEqual([row!['author_name'], row!['text'], row!['verified']], ['Ben', 'This one x', false]);
});

test('an author that is only an address is looked up on their page', async t => {
  const { site, mention, responses } = await mentioned(t);
  site.page('/about', `<a class="h-card" rel="me" href="/about">Cleo</a>`);
  await mention(
    site.page('/e', `<a rel="author" href="/about"></a><div class="h-entry">${link('u-like-of')}</div>`),
  );
  const [row] = await responses();
  assert.deepEqual([row!['author_name'], row!['author_url']], ['Cleo', `${site.origin}/about`]);
});

test('the link counts where it is a link, and nowhere else', async t => {
  const { site, mention } = await mentioned(t);
  const json = { 'content-type': 'application/json' };
  const text = { 'content-type': 'text/plain' };
  const cases: [boolean, Answer][] = [
    [true, { body: `<img src="${TARGET}">` }],
    [true, { body: `<object data="${TARGET}#part"></object>` }],
    [true, { body: `<base href="https://croft.example/posts/"><a href="p">x</a>` }],
    [false, { body: `<!-- <a href="${TARGET}">x</a> -->` }],
    [false, { body: `&lt;a href="${TARGET}"&gt; ${TARGET}` }],
    [false, { body: `<a href="${TARGET}-2">x</a>` }],
    [true, { body: JSON.stringify({ a: [{ b: TARGET }] }), headers: json }],
    [false, { body: `{"a": "x ${TARGET}"}`, headers: json }],
    [false, { body: `{${TARGET}`, headers: json }],
    [true, { body: `See ${TARGET}.`, headers: text }],
    [false, { body: `See ${TARGET}s`, headers: text }],
    [true, { body: Buffer.from(`<meta charset="latin1">\xe9 <a href="${TARGET}">x</a>`, 'latin1') }],
  ];
  for (const [index, [linked, answer]] of cases.entries()) {
    const row = await mention(site.page(`/${index}`, answer));
    assert.equal(row?.state, linked ? 'linked' : 'refused', `case ${index}`);
  }
});

test('a changed source is one response with the words it has now; the decision about it stays', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const say = (words: string) =>
    site.page('/r', entry(`${link('u-in-reply-to')}<p class="e-content">${words}</p>`));
  await mention(say('one'));
  await api.db.updateTable('response').set({ status: 'spam' }).execute();
  await mention(say('two'));
  const rows = await responses();
  assert.deepEqual(
    rows.map(row => [row['text'], row['status'], row['edited_at'] !== null]),
    [['two', 'spam', true]],
  );
});

test('a source that is gone or links here no more takes its response along, and may come back', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const source = site.page('/r', entry(link('u-like-of')));
  const statuses = async () => (await responses()).map(row => row['status']);
  await mention(source);
  await api.db.updateTable('response').set({ status: 'approved' }).execute();
  assert.equal((await getThread(api, { slug: 'p' })).responses.length, 1);
  site.page('/r', { status: 410 });
  assert.equal((await mention(source))?.state, 'gone');
  assert.deepEqual([await statuses(), (await getThread(api, { slug: 'p' })).responses], [['deleted'], []]);
  site.page('/r', entry(link('u-like-of')));
  assert.equal((await mention(source))?.state, 'linked');
  assert.deepEqual(await statuses(), ['pending']);
  site.page('/r', '<p>nothing</p>');
  assert.equal((await mention(source))?.state, 'gone');
  assert.deepEqual(await statuses(), ['deleted']);
});

test('what was seen before somebody else looked is forgotten when it comes after what they saw', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const source = site.page('/r', entry(link('u-like-of')));
  const { id } = (await mention(source))!;
  const early = (await beginLook(api.db, id))!;
  site.page('/r', { status: 410 });
  assert.equal((await mention(source))?.state, 'gone');
  await takeIn(api, early, { kind: 'like', text: '', html: '', author: { name: 'Ann' } });
  assert.equal((await beginLook(api.db, id))?.state, 'gone');
  assert.deepEqual(
    (await responses()).map(row => row['status']),
    ['deleted'],
  );
});

test('what the owner deleted stays deleted when its source is sent again', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const source = site.page('/r', entry(link('u-like-of')));
  await mention(source);
  await api.db.updateTable('response').set({ status: 'deleted' }).execute();
  await mention(source);
  assert.equal((await responses())[0]!['status'], 'deleted');
});

test('a source that is down is tried again, and takes back nothing that it said', async t => {
  const { site, mention, responses } = await mentioned(t);
  const source = site.page('/r', entry(link('u-like-of')));
  await mention(source);
  site.page('/r', { status: 500 });
  await assert.rejects(mention(source, { retries: 0 }), /status 500/);
  assert.equal((await mention(source))?.state, 'linked');
  assert.equal((await responses())[0]!['status'], 'pending');
  assert.equal((await mention(site.page('/new', { status: 503 })))?.state, 'refused');
});

test('trust is earned by an approval, given by the owner, or vouched for', async t => {
  const { api, site, mention, responses } = await mentioned(t);
  const page = (path: string, author: string) => site.page(path, entry(link('u-like-of'), author));
  const status = async () => (await responses()).at(-1)!['status'];
  await mention(page('/1', site.origin));
  assert.equal(await status(), 'pending');
  await api.db.updateTable('response').set({ status: 'approved' }).execute();
  await mention(page('/2', site.origin));
  assert.equal(await status(), 'approved');
  await mention(page('/3', 'https://somebody.example'));
  assert.equal(await status(), 'pending');
  await setVerdict(api.db, '127.0.0.1', 'allow');
  await mention(page('/4', 'https://somebody.example'));
  assert.equal(await status(), 'approved');
  const stranger = site.origin.replace('127.0.0.1', 'localhost');
  site.page('/5', entry(link('u-like-of'), 'https://new.example'));
  const voucher = site.page('/friends', `<a href="${stranger}/">my friend</a>`);
  await mention(`${stranger}/5`);
  assert.equal(await status(), 'pending');
  await mention(`${stranger}/6`.replace('/6', '/5?again'), { vouch: voucher });
  assert.equal(await status(), 'approved');
  await setVerdict(api.db, 'localhost', 'block');
  assert.equal(await reasonOf(mention(`${stranger}/5`)), 'forbidden');
});

test('what cannot be a mention is refused at once', async t => {
  const { api, site } = await mentioned(t);
  await savePost(api, { title: 'D', markdown: 'x' });
  await savePost(api, { title: 'S', markdown: 'x', status: 'published', visibility: 'private' });
  await savePost(api, { title: 'Now', kind: 'page', markdown: 'x', status: 'published' });
  const send = (source: string, target: string) =>
    reasonOf(receiveMention(api, { source, target, origin: 'webmention' }));
  const source = `${site.origin}/x`;
  for (const target of ['d', 's', 'none', 'now', '', 'p/q', '%ff'])
    assert.equal(await send(source, `https://croft.example/posts/${target}`), 'no_such_target', target);
  assert.equal(await send(source, 'https://other.example/posts/p'), 'no_such_target');
  assert.equal(await send(source, 'https://croft.example:8443/posts/p'), 'no_such_target');
  for (const bad of [
    'javascript:alert(1)',
    'ftp://a.example/',
    'x',
    '',
    `https://a.example/${'x'.repeat(3000)}`,
  ])
    assert.equal(await send(bad, TARGET), 'invalid', bad.slice(0, 30));
  assert.equal(await send('https://croft.example/posts/p', TARGET), 'invalid');
  assert.equal(await send(source, 'https://croft.example/now'), undefined);
  assert.equal(await send(source, 'https://croft.example/'), undefined);
});

test('hostile sources end early and harm nothing', async t => {
  const { site, mention, responses } = await mentioned(t);
  const state = async (answer: Parameters<OtherSite['page']>[1]) =>
    (await mention(site.page(`/${Math.random()}`, answer)))?.state;
  assert.equal(await state({ body: `<a href="${TARGET}">${'x'.repeat(2_000_000)}` }), 'refused');
  site.page('/loop', { status: 302, headers: { location: '/loop' } });
  assert.equal(await state({ status: 302, headers: { location: '/loop' } }), 'refused');
  assert.equal(await state({ status: 302, headers: { location: 'http://10.0.0.1/' } }), 'refused');
  assert.equal(await state({ body: `${'<div>'.repeat(60_000)}<a href="${TARGET}">x</a>` }), 'linked');
  const name = `<script>alert(1)</script>\u202eAnn\u0007`;
  assert.equal(
    await state(
      `<div class="h-entry"><div class="p-author h-card"><span class="p-name">${name.replaceAll('<', '&lt;')}</span>
       <a class="u-url" href="javascript:alert(1)">x</a></div>${link('u-in-reply-to')}
       <div class="e-content"><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>${'<b>'.repeat(5000)}</div></div>`,
    ),
    'linked',
  );
  const row = (await responses()).at(-1)!;
  assert.deepEqual([row['author_url'], row['author_name']], [null, '<script>alert(1)</script> Ann']);
  assert.doesNotMatch(String(row['html']), /javascript:|onerror|<img/);
});
