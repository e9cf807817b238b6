import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { getOwnPost } from '../../methods/posts/get-own-post.ts';
import { getThread } from '../../methods/thread/get-thread.ts';
import { implement } from '../../methods.ts';
import { reasonOf, testApi } from '../../testing/context.ts';
import { item, items, oldSite } from '../../testing/wordpress.ts';
import { importSite } from '../foreign/import-site.ts';
import { readWordpress } from './wordpress.ts';

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

const comment = (id: number, fields: Record<string, string>) =>
  `<wp:comment>${Object.entries({
    comment_id: String(id),
    comment_author: 'Ann',
    comment_author_email: 'ann@mail.example',
    comment_author_IP: '203.0.113.9',
    comment_author_url: '',
    comment_date_gmt: `2019-06-0${id} 10:00:00`,
    comment_approved: '1',
    comment_type: 'comment',
    comment_parent: '0',
    ...fields,
  })
    .map(([name, value]) => `<wp:${name}><![CDATA[${value}]]></wp:${name}>`)
    .join('')}</wp:comment>`;

const talked = (base: string) =>
  item(
    {
      title: 'Walls',
      link: `${base}/walls/`,
      'content:encoded': 'Stone.',
      'wp:post_id': '7',
      'wp:post_date_gmt': '2019-05-31 12:00:00',
      'wp:post_name': 'walls',
      'wp:status': 'publish',
      'wp:post_type': 'post',
    },
    [
      // An answer that stands before what it answers.
      comment(2, { comment_author: 'Ben', comment_content: 'No.', comment_parent: '1' }),
      comment(1, {
        comment_author_url: 'https://ann.example/',
        comment_content: 'First\nline\n\n<b>Bold</b> <script>alert(1)</script><a href="javascript:x">x</a>',
      }),
      comment(3, { comment_author: 'Cem', comment_approved: '0', comment_content: 'Waits.' }),
      comment(4, { comment_author: 'Eve', comment_approved: 'spam', comment_content: 'Buy.' }),
      comment(5, { comment_author: 'Dee', comment_content: 'To spam.', comment_parent: '4' }),
      comment(6, {
        comment_type: 'pingback',
        comment_author: 'Their post',
        comment_author_url: 'https://other.example/post/',
        comment_content: '[&#8230;] as it says [&#8230;]',
      }),
    ].join(''),
  );

test('comments and pingbacks come along once, with their places, and no address of their writers', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const { file } = await oldSite(t, talked);
  assert.equal((await importSite(client, await readWordpress(file), { dryRun: true })).responses, 5);
  const first = await importSite(client, await readWordpress(file));
  assert.deepEqual([first.created, first.responses, first.failed], [1, 5, []]);
  const { responses } = await getThread(api, { slug: 'walls' });
  const idOf = (name: string) => responses.find(({ author }) => author.name === name)!.id;
  assert.deepEqual(
    responses.map(({ author, origin, parent, createdAt, url }) => [
      author.name,
      origin,
      parent,
      createdAt,
      url,
    ]),
    [
      ['Ann', 'comment', undefined, '2019-06-01T10:00:00.000Z', undefined],
      ['Ben', 'comment', idOf('Ann'), '2019-06-02T10:00:00.000Z', undefined],
      ['Dee', 'comment', undefined, '2019-06-05T10:00:00.000Z', undefined],
      ['Their post', 'pingback', undefined, '2019-06-06T10:00:00.000Z', 'https://other.example/post/'],
    ],
  );
  assert.deepEqual(
    [responses[0]!.author.url, responses[0]!.author.verified],
    ['https://ann.example/', false],
  );
  assert.match(responses[0]!.html, /First.*line.*<strong>Bold<\/strong>/s);
  assert.doesNotMatch(responses[0]!.html, /script/);
  const rows = await api.db.selectFrom('response').selectAll().execute();
  assert.doesNotMatch(JSON.stringify(rows), /mail\.example|203\.0\.113/);
  assert.deepEqual(
    rows.filter(row => row.status === 'pending').map(row => row.author_name),
    ['Cem'],
  );
  assert.equal((await api.db.selectFrom('letter').selectAll().execute()).length, 0);
  const again = await importSite(client, await readWordpress(file));
  assert.deepEqual([again.created, again.unchanged, again.responses], [0, 1, 0]);
});

test('a broken file gives what stands before, says where it is broken, and once mended gives the rest', async t => {
  const api = await testApi(t);
  const client = implement(api) as unknown as Client<typeof apiContract>;
  const { file } = await oldSite(t, items);
  const whole = await readFile(file, 'utf8');
  const second = whole.indexOf('<title><![CDATA[Second]]></title>');
  const line = whole.slice(0, second).split('\n').length;
  const breaks: [string, RegExp][] = [
    [
      whole.replace('<![CDATA[Second]]></title>', '<![CDATA[Second]]>'),
      new RegExp(`at line ${line} </item> ends what <title>`),
    ],
    [
      whole.slice(0, second + 20),
      new RegExp(`ends at line ${line}, in the item that begins at line ${line}`),
    ],
    [
      whole.replace('<title><![CDATA[Second', '<item><title><![CDATA[Second'),
      new RegExp(`at line ${line} an item begins within`),
    ],
  ];
  for (const [text, words] of breaks) {
    await writeFile(file, text);
    const { failed } = await importSite(client, await readWordpress(file));
    assert.deepEqual(
      failed.map(one => one.file),
      ['the export'],
    );
    assert.match(failed[0]!.problem, words);
    assert.deepEqual(
      (await client.listOwnPosts({ limit: 50 })).posts.map(post => post.slug),
      ['hedges'],
    );
  }
  await writeFile(file, whole);
  // The first one links to the second, which is here now.
  const mended = await importSite(client, await readWordpress(file));
  assert.deepEqual([mended.created, mended.updated, mended.failed], [3, 1, []]);
});
