import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { noteImport } from '../methods/export/note-import.ts';
import { saveMedia } from '../methods/media/save-media.ts';
import { getOwnPost } from '../methods/posts/get-own-post.ts';
import { listOwnPosts } from '../methods/posts/list-own-posts.ts';
import { listSlugs } from '../methods/posts/list-slugs.ts';
import { savePost } from '../methods/posts/save-post.ts';
import { resolvePath } from '../methods/redirects/resolve-path.ts';
import { type TestApi, testApi } from '../testing/context.ts';
import { importPosts } from './import-posts.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PNG_PATH = /\/media\/[0-9a-f]{2}\/[0-9a-f]{40}\.png/;

/** Writes files into a folder of this test's own. */
async function folder(t: TestContext, files: Record<string, string | Uint8Array>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-import-'));
  t.after(() => rm(directory, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return directory;
}

function client(api: TestApi) {
  return {
    savePost: (input: Parameters<typeof savePost>[1]) => savePost(api, input),
    listSlugs: (input: Parameters<typeof listSlugs>[1]) => listSlugs(api, input),
    noteImport: (input: Omit<Parameters<typeof noteImport>[1], 'actor'>) => noteImport(api, input),
    saveMedia: (input: Parameters<typeof saveMedia>[1]) => saveMedia(api, input),
  };
}

test('a Jekyll site comes in with its drafts, links, images and code', async t => {
  const api = await testApi(t);
  const directory = await folder(t, {
    '_config.yml': 'title: x',
    'about.md': '---\ntitle: About\n---\na page',
    '_layouts/post.md': 'no post',
    '_posts/2020-01-02-first-post.md':
      '---\nlayout: post\ntitle: "First: post"\ndate: 2020-01-02 10:00:00 +0200\ntags: one two\ncategories: [Site News]\n---\n' +
      'See [the next]({% post_url 2020-02-03-second %}#top) and ![pic]({{ site.baseurl }}/images/a.png).\n\n' +
      '{% highlight js %}\nlet a;\n{% endhighlight %}\n',
    '_posts/2020-02-03-second.markdown':
      '---\ntitle: Second\npermalink: /2020/old-name.html\n---\nback [to](2020-01-02-first-post.md)',
    '_drafts/idea.md': '---\ntitle: Idea\n---\n{% include form.html %}',
    'images/a.png': PNG,
  });
  const report = await importPosts(client(api), directory);
  assert.deepEqual([report.created, report.updated, report.unchanged, report.failed], [3, 0, 0, []]);
  const first = await getOwnPost(api, { key: 'first-post' });
  assert.deepEqual(
    [first.title, first.status, first.publishedAt, first.updatedAt, first.tags.map(tag => tag.name)],
    [
      'First: post',
      'published',
      '2020-01-02T08:00:00.000Z',
      '2020-01-02T08:00:00.000Z',
      ['one', 'two', 'Site News'],
    ],
  );
  assert.match(first.markdown, /\[the next\]\(\/posts\/old-name#top\)/);
  assert.match(first.markdown, PNG_PATH);
  assert.match(first.html, /<code class="language-js"><span class="hl-k">let<\/span> a;/);
  assert.match((await getOwnPost(api, { key: 'old-name' })).markdown, /\(\/posts\/first-post\)/);
  assert.equal((await getOwnPost(api, { key: 'idea' })).status, 'draft');
  assert.deepEqual(
    report.warnings.map(({ file, warning }) => `${file} ${warning}`),
    [
      '_drafts/idea.md has no date; it gets the time of the import.',
      '_drafts/idea.md {% include form.html %} is not converted.',
    ],
  );
});

test('a Hugo site comes in with its bundles, translations, shortcodes and future posts', async t => {
  const api = await testApi(t);
  const directory = await folder(t, {
    'hugo.toml': 'title = "x"',
    'README.md': 'not a post',
    'content/_index.md': '---\ntitle: Home\n---\n',
    'content/posts/_index.md': '---\ntitle: Posts\n---\n',
    'content/posts/trip/index.md':
      '+++\ntitle = "Trip"\ndate = 2021-05-06T07:08:09+02:00\nlastmod = 2021-06-01\n[taxonomies]\ntags = ["a"]\n+++\n{{< figure src="a.png" alt="A" >}} and [ref]({{< relref "/posts/later.md" >}})',
    'content/posts/trip/index.fr.md': '+++\ntitle = "Voyage"\ndate = 2021-05-06\n+++\nbonjour',
    'content/posts/trip/a.png': PNG,
    'content/posts/later.md':
      '{\n"title": "Later",\n"date": "2022-01-01",\n"publishDate": "2999-01-01"\n}\n![s](/img/b.png) {{< unknown >}}',
    'static/img/b.png': PNG,
    'themes/x/readme.md': 'no',
  });
  const report = await importPosts(client(api), directory);
  assert.deepEqual([report.created, report.failed], [3, []]);
  const trip = await getOwnPost(api, { key: 'trip' });
  assert.deepEqual(
    [trip.publishedAt, trip.updatedAt],
    ['2021-05-06T05:08:09.000Z', '2021-06-01T00:00:00.000Z'],
  );
  assert.match(trip.markdown, /^!\[A\]\(\/media\/[^)]+\.png\) and \[ref\]\(\/posts\/later\)$/);
  assert.equal((await getOwnPost(api, { key: 'trip-fr' })).language, 'fr');
  const later = await getOwnPost(api, { key: 'later' });
  assert.equal(later.status, 'scheduled');
  assert.match(later.markdown, PNG_PATH);
  assert.deepEqual(report.warnings, [
    { file: 'content/posts/later.md', warning: 'the shortcode "unknown" is not converted.' },
  ]);
});

test('a page, its cover, its series and its old addresses come along', async t => {
  const api = await testApi(t);
  const directory = await folder(t, {
    'content/now.md':
      '---\ntitle: Now\nlayout: page\ndate: 2020-01-01\naliases: [/about-now/, /admin/x]\n---\nx',
    'content/a.md':
      '---\ntitle: A\ndate: 2020-01-01\ncover:\n  image: a.png\n  alt: A wall\nseries: Walls\nurl: /2020/a.html\n---\nSee [now](now.md).',
    'content/a.png': PNG,
  });
  const report = await importPosts(client(api), directory);
  assert.deepEqual([report.created, report.failed], [2, []]);
  const a = await getOwnPost(api, { key: 'a' });
  assert.match(a.markdown, /^!\[A wall\]\(\/media\/[^)]+\.png\)\n\nSee \[now\]\(\/now\)\.$/);
  assert.equal(a.series?.name, 'Walls');
  assert.equal((await getOwnPost(api, { key: 'now' })).kind, 'page');
  assert.deepEqual(await resolvePath(api, { path: '/about-now' }), { to: '/now', status: 301 });
  assert.deepEqual(await resolvePath(api, { path: '/2020/a.html' }), { to: '/posts/a', status: 301 });
  assert.match(report.warnings[0]?.warning ?? '', /old address \/admin\/x cannot lead here/);
  assert.equal((await importPosts(client(api), directory)).unchanged, 2);
});

test('Eleventy posts come in, and the title may be the first heading or the file name', async t => {
  const api = await testApi(t);
  const directory = await folder(t, {
    'blog/one.md': '---json\n{"title": "One", "tags": ["post", "x"], "date": "2020-01-01"}\n---\ntext',
    'blog/two.md': '# Two *words*\n\ntext',
    'blog/some-name.md': 'text',
    'blog/2024-05-06.md': 'a note',
    '_includes/part.md': 'no',
    'node_modules/a/readme.md': 'no',
    '.hidden/a.md': 'no',
  });
  const report = await importPosts(client(api), directory);
  assert.deepEqual([report.created, report.failed], [4, []]);
  const { posts } = await listOwnPosts(api, { limit: 10 });
  const titles = Object.fromEntries(posts.map(post => [post.slug, post.title]));
  assert.deepEqual(titles, { one: 'One', two: 'Two words', 'some-name': 'Some name', '2024-05-06': '' });
  assert.equal((await getOwnPost(api, { key: 'two' })).markdown, 'text');
});

test('a second run changes nothing, and a changed file changes its post alone', async t => {
  const api = await testApi(t);
  const files = Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [
      `p${n}.md`,
      `---\ntitle: P${n}\ndate: 2020-01-01\ntags: [T${n % 3}]\n---\n![](a.png)`,
    ]),
  );
  const directory = await folder(t, { ...files, 'a.png': PNG });
  const counts = async () => {
    const { created, updated, unchanged } = await importPosts(client(api), directory);
    return { created, updated, unchanged };
  };
  assert.deepEqual(await counts(), { created: 20, updated: 0, unchanged: 0 });
  const revisions = api.revisions.length;
  const before = await listOwnPosts(api, { limit: 100 });
  assert.deepEqual(await counts(), { created: 0, updated: 0, unchanged: 20 });
  assert.deepEqual([await listOwnPosts(api, { limit: 100 }), api.revisions.length], [before, revisions]);
  await writeFile(join(directory, 'p3.md'), '---\ntitle: New\ndate: 2020-01-01\n---\nnew');
  assert.deepEqual(await counts(), { created: 0, updated: 1, unchanged: 19 });
  const events = () => api.db.selectFrom('outbox').select('event').execute();
  assert.deepEqual(await events(), []);
  assert.equal((await getOwnPost(api, { key: 'p3' })).title, 'New');
  await writeFile(join(directory, 'p3.md'), '---\ntitle: Newer\ndate: 2020-01-01\n---\nnew');
  await importPosts(client(api), directory, { tell: true });
  assert.deepEqual(await events(), [{ event: 'post.updated' }]);
});

test('broken files are reported with their lines and the rest goes in', async t => {
  const api = await testApi(t);
  const directory = await folder(t, {
    'good.md': '---\ntitle: Good\ndate: 2020-01-01\n---\nx',
    'latin.md': Buffer.from('---\ntitle: caf\xe9\ndate: 2020-01-01\n---\nx', 'latin1'),
    'yaml.md': '---\ntitle: A\ntags: [a\n---\nx',
    'date.md': '---\ntitle: A\ndate: 31/31/31\n---\nx',
    'binary.md': Buffer.from([0, 1, 2, 3]),
    'empty.md': '  \n',
    'missing.md': '---\ndate: 2020-01-01\n---\n![x](nowhere.png) [y](gone.md)',
  });
  const report = await importPosts(client(api), directory);
  assert.equal(report.created, 3);
  assert.deepEqual(
    report.failed.map(({ file, problem }) => [file, problem.slice(0, 20)]),
    [
      ['binary.md', 'is not text: it has '],
      ['date.md', 'line 3: date: "31/31'],
      ['empty.md', 'is empty.'],
      ['yaml.md', 'line 4: the YAML fro'],
    ],
  );
  assert.deepEqual(report.warnings.map(({ file, warning }) => `${file} ${warning.slice(0, 22)}`).sort(), [
    'latin.md is not UTF-8; read as ',
    'missing.md links to gone.md, whic',
    'missing.md nowhere.png is not the',
  ]);
  assert.equal((await getOwnPost(api, { key: 'latin' })).title, 'café');
});

test('nothing outside the folder is read, and links in circles end', async t => {
  const api = await testApi(t);
  const outside = await folder(t, { 'secret.txt': 'secret', 'secret.png': PNG, 'o.md': 'outside' });
  const directory = await folder(t, {
    'a.md': `---\ndate: 2020-01-01\n---\n![x](../${outside.split('/').at(-1)}/secret.png) [y](link.txt) [z](/etc/hostname)`,
    'sub/b.md': '---\ndate: 2020-01-01\n---\nb',
  });
  await symlink('..', join(directory, 'sub', 'up'));
  await symlink(outside, join(directory, 'away'));
  await symlink(join(outside, 'secret.txt'), join(directory, 'link.txt'));
  const report = await importPosts(client(api), directory);
  assert.deepEqual([report.created, report.failed], [2, []]);
  assert.doesNotMatch((await getOwnPost(api, { key: 'a' })).markdown, /media/);
  assert.ok(report.warnings.some(({ file, warning }) => file === 'away' && warning.startsWith('leads out')));
});

test('a dry run writes nothing and tells what would come', async t => {
  const api = await testApi(t);
  const directory = await folder(t, { 'a.md': '---\ndate: 2020-01-01\n---\n![](a.png)', 'a.png': PNG });
  assert.equal((await importPosts(client(api), directory, { dryRun: true })).created, 1);
  assert.deepEqual((await listOwnPosts(api, { limit: 10 })).posts, []);
  await importPosts(client(api), directory);
  assert.equal((await importPosts(client(api), directory, { dryRun: true })).unchanged, 1);
});

test('posts of the same name get slugs of their own, keep them, and are linked by them', async t => {
  const api = await testApi(t);
  await savePost(api, { markdown: 'mine', slug: 'x' });
  const directory = await folder(t, {
    'a/x.md': '---\ndate: 2020-01-01\n---\na',
    'b/x.md': '---\ndate: 2020-01-01\n---\n[a](../a/x.md)',
  });
  assert.equal((await importPosts(client(api), directory)).created, 2);
  assert.equal((await getOwnPost(api, { key: 'x-2' })).markdown, 'a');
  assert.equal((await getOwnPost(api, { key: 'x-3' })).markdown, '[a](/posts/x-2)');
  assert.equal((await importPosts(client(api), directory)).unchanged, 2);
});

test('a service that comes back is waited for, one that stays away ends the import', async t => {
  const api = await testApi(t);
  const directory = await folder(t, { 'a.md': '---\ndate: 2020-01-01\n---\na' });
  let calls = 0;
  const flaky = {
    ...client(api),
    savePost: async (input: Parameters<typeof savePost>[1]) => {
      if (calls++ === 0) throw new AppError('unavailable', 'away');
      return savePost(api, input);
    },
  };
  assert.equal((await importPosts(flaky, directory)).created, 1);
});

test('an import that is stopped keeps what went in and goes on when run again', async t => {
  const api = await testApi(t);
  const files = Array.from({ length: 30 }, (_, n) => [`p${n}.md`, '---\ndate: 2020-01-01\n---\nx']);
  const directory = await folder(t, Object.fromEntries(files));
  const stop = new AbortController();
  const progress = (done: number) => void (done === 10 && stop.abort());
  await assert.rejects(
    importPosts(client(api), directory, { signal: stop.signal, progress }),
    /Stopped after 1\d of 30/,
  );
  const { created, unchanged } = await importPosts(client(api), directory);
  assert.ok(created > 0 && unchanged >= 10 && created + unchanged === 30);
});

test('a folder that is not there is named', async t => {
  const api = await testApi(t);
  await assert.rejects(importPosts(client(api), '/no/such/folder'), {
    code: 'not_found',
    message: /"\/no\/such\/folder"/,
  });
});
