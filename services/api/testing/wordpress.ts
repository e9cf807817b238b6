import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** An old site that serves one picture, and its export. */
export async function oldSite(t: TestContext, items: (base: string) => string) {
  let gone = false;
  const server = createServer((request, response) => {
    if (request.url === '/wp-content/uploads/hedge.gif' && !gone) response.end(GIF);
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
  return {
    file,
    base,
    setGone(is: boolean) {
      gone = is;
    },
  };
}

/** An item of the export, by its elements. */
export const item = (fields: Record<string, string>, more = '') =>
  `<item>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}${more}</item>`;

/** A post with a picture, and what else an export has. */
export const items = (base: string) =>
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
