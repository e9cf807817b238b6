import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formToken } from '../http/signed-in.ts';
import { imported } from '../testing/sample-reading.ts';
import { signedIn } from '../testing/signed-in.ts';

test('a file of another reader is taken in beside the page, which says how far it is and then what came of every line', async t => {
  const { app, page, world } = await signedIn(t, 'member');
  assert.match(await page('/reader/import'), /enctype="multipart\/form-data"/);
  const send = async (content: string, cookie = '__Host-croft=member') => {
    const form = new FormData();
    form.set('form_token', formToken('member'));
    form.set('public', 'on');
    if (content !== '') form.set('file', new File([content], 'feeds.opml'));
    const request = new Request('http://x/', { method: 'POST', body: form });
    return await app.inject({
      method: 'POST',
      url: '/reader/import',
      headers: {
        cookie,
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        'content-type': request.headers.get('content-type')!,
      },
      payload: Buffer.from(await request.arrayBuffer()),
    });
  };
  const empty = await send('');
  assert.equal(empty.statusCode, 400);
  assert.match(empty.body, /id="file-problem" role="alert">Choose a file first[\s\S]*aria-invalid="true"/);
  assert.equal((await send('<opml/>', '')).headers.location, '/sign-in');
  assert.deepEqual(world.read, []);

  assert.equal((await send('<opml/>')).headers.location, '/reader/import');
  const given = { account: 'member', name: 'feeds.opml', data: '<opml/>', public: false };
  assert.deepEqual(world.read, [['beginImport', given]], 'a member shows nothing to visitors');
  const running = await page('/reader/import');
  assert.match(running, /<meta http-equiv="refresh" content="3">/);
  assert.match(running, /<progress value="500" max="1000"[^>]*><\/progress> 500 of 1000 done/);
  assert.doesNotMatch(running, /type="file"/);
  const second = await send('<opml/>');
  assert.equal(second.statusCode, 409);

  world.import = imported;
  const ended = await page('/reader/import');
  assert.doesNotMatch(ended, /http-equiv="refresh"/);
  assert.match(ended, /feeds &lt;1&gt;\.opml[\s\S]*990 added, 8 known already, 2 not usable\./);
  assert.match(
    ended,
    /line 7<\/span> ftp:\/\/x<p class="problem-line">&quot;ftp:\/\/x&quot; is not a web address/,
  );
  assert.match(ended, /type="file"/);
});

test('the other feeds that a page names are offered once it is subscribed to, and what is wrong with one stands beside it', async t => {
  const { post, world } = await signedIn(t, 'member');
  const several = { url: 'a.example/several', tags: 'nature' };
  const offered = await post('/reader/subscribe', several);
  assert.equal(offered.statusCode, 200);
  assert.match(offered.body, /The page names 2 other feeds/);
  assert.match(offered.body, /value="https:\/\/a\.example\/birds"[^>]*><label for="url0">Birds &amp; bees</);
  assert.match(offered.body, /<label for="url1">https:\/\/a\.example\/broken</);
  const form = { feed: 'f1', tags: 'nature' };
  const [birds, broken] = ['https://a.example/birds', 'https://a.example/broken'] as const;
  const taken = await post('/reader/subscribe/others', { ...form, url0: birds });
  assert.equal(taken.headers.location, '/reader/feeds');
  assert.deepEqual(world.read.at(-1), ['subscribe', { account: 'member', url: birds, tags: ['nature'] }]);
  const refused = await post('/reader/subscribe/others', { ...form, url0: birds, url1: broken });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.body, /You are subscribed to 1 more feed of the page/);
  assert.match(refused.body, /broken"[\s\S]*It answered 500\./);
  assert.doesNotMatch(refused.body, /Birds &amp; bees/);
  assert.equal((await post('/reader/subscribe/others', form)).headers.location, '/reader/feed/f1');
});
