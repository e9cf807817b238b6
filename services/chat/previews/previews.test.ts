import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { previewJob } from '../jobs/preview.ts';
import { editMessage } from '../methods/change-message.ts';
import { listMessages } from '../methods/messages.ts';
import { updateRoom } from '../methods/rooms.ts';
import { numbersOf, serveChat } from '../testing/context.ts';
import { member, owner, say, setUp } from '../testing/kitchen.ts';
import { firstLink } from './first-link.ts';
import { readPreview } from './read-preview.ts';

const PAGE = 'https://www.site.example/a/page';

test('a page says what it is by Open Graph, else by its title and description', () => {
  assert.deepEqual(
    readPreview(
      `<title>Own</title><meta name="description" content="Other"><meta property="og:title" content="Bread &amp;\n jam">
       <meta property="og:description" content="${'word '.repeat(100)}"><meta property="og:image" content="../i.png?a=1&amp;b=2">
       <meta property="og:site_name" content="The Site">`,
      PAGE,
    ),
    {
      title: 'Bread & jam',
      about: `${'word '.repeat(59)}word…`,
      site: 'The Site',
      image: 'https://www.site.example/i.png?a=1&b=2',
    },
  );
  assert.deepEqual(
    readPreview('<TITLE> A &lt;b&gt; </TITLE><meta name="Description" content=" It. ">', PAGE),
    {
      title: 'A <b>',
      about: 'It.',
      site: 'site.example',
      image: undefined,
    },
  );
  assert.equal(readPreview('<p>No title</p>', PAGE), undefined);
  const bad = readPreview('<title>x</title><meta property="og:image" content="javascript:alert(1)">', PAGE);
  assert.equal(bad?.image, undefined);
});

test('whatever a page holds, what is read of it is short and on one line', () => {
  const part = fc.constantFrom(
    '<title>',
    '</title>',
    '<meta property="og:title" content="',
    '">',
    '\n',
    'ö🎉',
    '\ud800',
    '\u0000',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(part, fc.string({ unit: 'binary-ascii', maxLength: 30 })), { maxLength: 30 }),
      parts => {
        const found = readPreview(parts.join(''), PAGE);
        if (!found) return;
        assert.ok(found.title.length <= 161 && found.about.length <= 301 && found.site.length <= 61);
        assert.doesNotMatch(found.title + found.about + found.site, /\p{Cc}|\p{Cs}/u);
      },
    ),
    { numRuns: 30 },
  );
});

test('the first link to another site is looked at', () => {
  const link = (href: string) => `<a href="${href}" rel="nofollow">x</a>`;
  const origin = 'https://croft.example';
  assert.equal(
    firstLink(
      `<p>${link(`${origin}/posts/a`)} ${link('mailto:a@b.example')} ${link('https://a.example/?a=1&amp;b=2#c')}</p>`,
      origin,
    ),
    'https://a.example/?a=1&b=2',
  );
  assert.equal(firstLink(`<p>${link('https://me:secret@a.example/')}</p>`, origin), undefined);
});

test('what a link leads to comes to everybody after the message, and at once with the next that names it', async t => {
  let asked = 0;
  const pages: Record<string, [type: string, body: string]> = {
    '/page': ['text/html', '<title>A page</title><meta property="og:image" content="/i.png">'],
    '/i.png': ['image/png', 'x'],
    '/file': ['application/pdf', '<title>No</title>'],
  };
  const http = createServer((request, response) => {
    asked++;
    const [type, body] = pages[request.url ?? ''] ?? ['text/html', ''];
    response.writeHead(body === '' ? 404 : 200, { 'content-type': type }).end(body);
  });
  http.listen(0, '127.0.0.1');
  t.after(() => http.close());
  await once(http, 'listening');
  const site = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const ctx = await setUp(t);
  const { open } = await serveChat(t, ctx);
  const client = await open('room=kitchen&since=0');
  await client.until(({ hello }) => hello);
  const job = { id: '1', retries: 0, signal: new AbortController().signal };
  const look = async () => {
    for (const url of ctx.looked.splice(0)) await previewJob(ctx).handler({ url }, job);
  };

  const said = await say(ctx, `See ${site}/page`);
  assert.equal(said.preview, undefined);
  await look();
  await client.until(({ messages }) => messages?.some(({ change }) => change === 2));
  assert.deepEqual(numbersOf(client), [1, 1]);
  const preview = {
    url: `${site}/page`,
    title: 'A page',
    about: '',
    site: '127.0.0.1',
    image: `/reader/image/signed/${site}/i.png`,
  };
  assert.deepEqual((await say(ctx, `${site}/page again`, owner)).preview, preview);
  assert.deepEqual([ctx.looked, asked], [[], 1]);

  await say(ctx, `${site}/i.png`);
  await say(ctx, `${site}/file ${site}/page`);
  await say(ctx, `${site}/gone`);
  await say(ctx, 'http://10.0.0.1/router');
  await look();
  const { messages } = await listMessages(ctx, { room: 'kitchen', limit: 50 });
  assert.deepEqual(
    messages.map(({ preview: shown }) => shown && [shown.title, shown.image?.split('/').at(-1)]),
    [['A page', 'i.png'], ['A page', 'i.png'], ['', 'i.png'], undefined, undefined, undefined],
  );

  await updateRoom(ctx, { name: 'kitchen', settings: { previews: false } });
  const plain = await editMessage(ctx, {
    room: 'kitchen',
    number: 1,
    from: member,
    markdown: `Look: ${site}/page`,
  });
  assert.equal(plain.preview, undefined);
});
