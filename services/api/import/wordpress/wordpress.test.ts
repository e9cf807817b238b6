import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { implement } from '../../methods.ts';
import { reasonOf, testApi } from '../../testing/context.ts';
import { importSite } from '../foreign/import-site.ts';
import { readWordpress } from './wordpress.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** An old site that serves one picture, and its export. */
async function oldSite(t: TestContext, items: (base: string) => string) {
  const server = createServer((request, response) => {
    if (request.url === '/wp-content/uploads/hedge.gif') response.end(GIF);
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = await mkdtemp(join(tmpdir(), 'croft-wxr-'));
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await rm(directory, { recursive: true });
  });
  const file = join(directory, 'export.xml');
  await writeFile(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Old</title><link>${base}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>${base}</wp:base_site_url><wp:base_blog_url>${base}</wp:base_blog_url>
${items(base)}
</channel></rss>`,
  );
  return { file, base };
}

const item = (fields: Record<string, string>, more = '') =>
  `<item>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}${more}</item>`;

const items = (base: string) =>
  [
    item(
      {
        title: 'Hedges &amp; ditches',
        link: `${base}/2019/05/hedges/`,
        'content:encoded': `First line\nsecond line\n\n<img src="${base}/wp-content/uploads/hedge.gif" alt="A hedge" />\n\n[caption id="a" width="3"]<img src="/wp-content/uploads/hedge.gif" /> Cut in spring[/caption]\n\nSee <a href="${base}/2020/01/second/#end">the other</a> and <a href="https://elsewhere.example/a_(b)">that</a>. [contact-form to="x"]`,
        'excerpt:encoded': 'On cutting.',
        'wp:post_id': '7',
        'wp:post_date_gmt': '2019-05-31 12:00:00',
        'wp:post_modified_gmt': '2019-06-01 08:00:00',
        'wp:post_name': 'hedges',
        'wp:status': 'publish',
        'wp:post_type': 'post',
        'wp:is_sticky': '1',
      },
      '<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category><category domain="post_tag" nicename="craft"><![CDATA[Craft]]></category>',
    ),
    item({
      title: 'Second',
      link: `${base}/2020/01/second/`,
      'content:encoded':
        '<!-- wp:paragraph --><p>Text with <strong>weight</strong>.</p><!-- /wp:paragraph --><!-- wp:code --><pre class="wp-block-code"><code class="language-js">let a &lt; b;</code></pre><!-- /wp:code -->',
      'wp:post_id': '9',
      'wp:post_date_gmt': '2020-01-02 00:00:00',
      'wp:post_name': 'second',
      'wp:status': 'publish',
      'wp:post_type': 'post',
      'wp:post_password': 'sesame',
    }),
    item({
      title: 'Now',
      link: `${base}/now/`,
      'content:encoded': 'Digging.',
      'wp:post_id': '11',
      'wp:post_date_gmt': '2020-01-02 00:00:00',
      'wp:post_name': 'now',
      'wp:status': 'publish',
      'wp:post_type': 'page',
    }),
    item({
      title: 'A thought',
      'content:encoded': 'Later.',
      'wp:post_id': '12',
      'wp:post_date_gmt': '0000-00-00 00:00:00',
      'wp:status': 'draft',
      'wp:post_type': 'post',
    }),
    item({ title: 'Menu', 'wp:post_id': '13', 'wp:status': 'publish', 'wp:post_type': 'nav_menu_item' }),
  ].join('\n');

test('an export of WordPress comes in with pictures, links, kinds and old addresses; again it changes nothing', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const { file } = await oldSite(t, items);
  const first = await importSite(client, await readWordpress(file));
  assert.deepEqual([first.created, first.failed], [4, []]);
  const told = first.warnings.map(({ warning }) => warning).join(' ');
  assert.match(told, /1 of the type "nav_menu_item" were left out/);
  assert.match(told, /\[contact-form\]/);

  const hedges = await getOwnPost(api, { key: 'hedges' });
  assert.deepEqual(
    [hedges.title, hedges.kind, hedges.pinned, hedges.summary, hedges.tags.map(tag => tag.name)],
    ['Hedges & ditches', 'article', true, 'On cutting.', ['Craft']],
  );
  assert.deepEqual(
    [hedges.publishedAt, hedges.updatedAt],
    ['2019-05-31T12:00:00.000Z', '2019-06-01T08:00:00.000Z'],
  );
  assert.match(
    hedges.markdown,
    /^First line {2}\nsecond line\n\n!\[A hedge\]\(\/media\/[0-9a-f]{2}\/[0-9a-f]+\.gif\)/,
  );
  assert.match(hedges.markdown, /\*Cut in spring\*/);
  assert.match(hedges.markdown, /\[the other\]\(\/posts\/second#end\)/);
  assert.match(hedges.markdown, /\[that\]\(https:\/\/elsewhere\.example\/a_%28b%29\)/);

  const second = await getOwnPost(api, { key: 'second' });
  assert.equal(second.visibility, 'private');
  assert.equal(second.markdown, 'Text with **weight**.\n\n```js\nlet a < b;\n```');
  assert.equal((await getOwnPost(api, { key: 'now' })).kind, 'page');
  assert.equal((await getOwnPost(api, { key: 'a-thought' })).status, 'draft');

  const redirects = await client.listRedirects({ limit: 50 });
  assert.deepEqual(redirects.redirects.map(({ path, target }) => [path, target]).sort(), [
    ['/2019/05/hedges', '/posts/hedges'],
    ['/2020/01/second', '/posts/second'],
  ]);

  const again = await importSite(client, await readWordpress(file));
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 4]);
});

test('a file that is no export is refused in words', async t => {
  const { file } = await oldSite(t, () => '');
  assert.equal(await reasonOf(readWordpress(`${file}.not`)), 'not_found');
  await writeFile(file, '<rss><channel><item><title>x</title></item></channel></rss>');
  await assert.rejects(readWordpress(file), /is not an export of WordPress/);
});

test('a dry run tells what would come and fetches nothing', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const { file } = await oldSite(t, items);
  const report = await importSite(client, await readWordpress(file), { dryRun: true });
  assert.equal(report.created, 4);
  assert.equal((await client.listOwnPosts({ limit: 50 })).posts.length, 0);
});
