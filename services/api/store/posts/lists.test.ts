import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { connectionConfig } from '../../../../core/db/connection.ts';
import { searchWords } from '../../../../core/words.ts';
import type { PostInput } from '../../contract.ts';
import { listOwnPosts } from '../../methods/posts/list-own-posts.ts';
import { listPosts } from '../../methods/posts/list-posts.ts';
import { listTags } from '../../methods/posts/list-tags.ts';
import { listYears } from '../../methods/posts/list-years.ts';
import { savePost } from '../../methods/posts/save-post.ts';
import { searchPosts } from '../../methods/posts/search-posts.ts';
import { updatePost } from '../../methods/posts/update-post.ts';
import type { Schema } from '../../schema.ts';
import { reasonOf, type TestApi, testApi } from '../../testing/context.ts';
import { writeCursor } from '../cursor.ts';
import { listOwnPosts as listOwn } from './list-own.ts';
import { listPublicPosts, type PublicQuery } from './public-posts.ts';

async function publish(
  api: TestApi,
  title: string,
  publishedAt: string,
  tags: string[] = [],
  markdown = title,
) {
  return (await savePost(api, { title, markdown, publishedAt, tags, status: 'published' })).post;
}

async function walk(
  list: (cursor: string | undefined) => Promise<{ posts: { title: string }[]; next?: string }>,
) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    pages.push(page.posts.map(post => post.title));
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

test('pages of a list hold every post once, also when many have the same time', async t => {
  const api = await testApi(t);
  for (let n = 0; n < 7; n++) await publish(api, `same ${n}`, '2020-01-01T00:00:00Z', ['t']);
  await publish(api, 'newer', '2021-01-01T00:00:00.001Z', ['t']);
  await publish(api, 'newest', '2021-01-01T00:00:00.002Z');
  await savePost(api, { title: 'draft', markdown: '', tags: ['t'] });
  const all = await walk(cursor => listPosts(api, { limit: 3, cursor }));
  assert.deepEqual(
    all.map(page => page.length),
    [3, 3, 3],
  );
  assert.deepEqual(all[0]?.slice(0, 2), ['newest', 'newer']);
  assert.equal(new Set(all.flat()).size, 9);
  const tagged = (await walk(cursor => listPosts(api, { limit: 3, cursor, tag: 't' }))).flat();
  assert.deepEqual(
    tagged,
    all.flat().filter(title => title !== 'newest'),
  );
  const own = (await walk(cursor => listOwnPosts(api, { limit: 4, cursor }))).flat();
  assert.deepEqual([own.length, own[0]], [10, 'draft']);
  assert.deepEqual(
    (await listOwnPosts(api, { limit: 5, status: 'draft' })).posts.map(post => post.title),
    ['draft'],
  );
  assert.equal(await reasonOf(listPosts(api, { limit: 3, cursor: 'made-up' })), 'invalid');
});

test('a list may be of a series, of a kind, of what is pinned, and of several of these together', async t => {
  const api = await testApi(t);
  await publish(api, 'plain', '2020-01-01T00:00:00Z');
  for (const [title, more] of [
    ['a picture', { photos: [{ src: '/a.png', alt: '' }], tags: ['Sea'], series: 'Coast' }],
    ['part one', { series: 'Walls' }],
    ['part two', { series: 'Walls' }],
    ['first of all', { pinned: true }],
    ['not yet', { series: 'Walls', pinned: true, status: 'draft' }],
  ] satisfies [string, Partial<PostInput>][])
    await savePost(api, { title, markdown: '', status: 'published', ...more });
  const titles = async (asked: Partial<PublicQuery>) =>
    (await listPosts(api, { limit: 10, ...asked })).posts.map(post => post.title);
  assert.deepEqual(await titles({ series: 'walls' }), ['part two', 'part one']);
  assert.deepEqual(await titles({ pinned: true }), ['first of all']);
  assert.deepEqual(await titles({ kind: 'photo' }), ['a picture']);
  assert.deepEqual(await titles({ tag: 'sea', kind: 'photo', series: 'coast' }), ['a picture']);
  for (const other of [{ kind: 'note' }, { series: 'walls' }, { pinned: true }] as const)
    assert.deepEqual(await titles({ tag: 'sea', ...other }), []);
});

test('years are those of UTC, and lists hold bodies only when asked', async t => {
  const api = await testApi(t);
  await publish(api, 'last moment', '2020-12-31T23:59:59.999Z');
  await publish(api, 'first moment', '2021-01-01T00:00:00Z');
  const year = async (year: number) =>
    (await listPosts(api, { limit: 5, year })).posts.map(post => post.title);
  assert.deepEqual(
    [await year(2020), await year(2021), await year(9999)],
    [['last moment'], ['first moment'], []],
  );
  assert.deepEqual(await listYears(api), {
    years: [
      { year: 2021, count: 1 },
      { year: 2020, count: 1 },
    ],
  });
  assert.deepEqual((await listPosts(api, { limit: 1 })).posts[0]?.html, undefined);
  assert.deepEqual((await listPosts(api, { limit: 1, full: true })).posts[0]?.html, '<p>first moment</p>\n');
});

test('a tag is listed and counted by its public posts alone', async t => {
  const api = await testApi(t);
  const post = await publish(api, 'a', '2020-01-01T00:00:00Z', ['Zeta', 'alpha']);
  await savePost(api, { markdown: 'b', tags: ['alpha', 'hidden'] });
  const counts = async () => (await listTags(api)).tags.map(tag => `${tag.name} ${tag.count}`);
  assert.deepEqual(await counts(), ['alpha 1', 'Zeta 1']);
  assert.deepEqual(
    post.tags.map(tag => tag.name),
    ['Zeta', 'alpha'],
  );
  await updatePost(api, { id: post.id, changes: { tags: ['alpha'] } });
  assert.deepEqual(await counts(), ['alpha 1']);
  await updatePost(api, { id: post.id, changes: { status: 'draft' } });
  assert.deepEqual(await counts(), []);
});

test('search wants all words, without accents, the last one perhaps unfinished, titles first', async t => {
  const api = await testApi(t);
  await publish(api, 'Gärten', '2020-01-01T00:00:00Z', [], 'Über das *Gießen* im Sommer');
  await publish(api, 'Sommer', '2019-01-01T00:00:00Z', ['Wetter'], 'Regen, `code_word`, C3PO und x.y');
  await publish(api, '日本語の本', '2018-01-01T00:00:00Z', [], '東京都に行きました');
  await savePost(api, { title: 'Sommer draft', markdown: '' });
  const find = async (query: string) =>
    (await searchPosts(api, { query, limit: 10 })).posts.map(post => post.title);
  assert.deepEqual(await find('sommer'), ['Sommer', 'Gärten']);
  assert.deepEqual(await find('GARTEN uber'), ['Gärten']);
  assert.deepEqual(await find('sommer gieß'), ['Gärten']);
  assert.deepEqual(await find('gieß sommer'), []);
  assert.deepEqual(await find('wetter reg'), ['Sommer']);
  assert.deepEqual(await find('code_word c3po'), ['Sommer']);
  assert.deepEqual(await find('東京'), ['日本語の本']);
  assert.deepEqual(await find('nowhere'), []);
  for (const query of ['!!!', "' & | ! :* <->", '\\', '\0', '(', "a'b"])
    assert.deepEqual(await find(query), [], query);
});

test('words for searching never hold what a query would read as an operator', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      for (const word of searchWords(text)) assert.match(word, /^[\p{L}\p{N}\p{M}]+$/u);
    }),
  );
});

test('a post too long to be indexed whole is saved and found by its beginning', async t => {
  const api = await testApi(t);
  const words = Array.from({ length: 120_000 }, (_, n) => n.toString(36).padStart(7, 'q'));
  await publish(
    api,
    'Long',
    '2020-01-01T00:00:00Z',
    [],
    `${words.join(' ')} ${'x'.repeat(5000)}`.slice(0, 1_000_000),
  );
  assert.equal((await searchPosts(api, { query: words[1000]!, limit: 5 })).posts.length, 1);
});

test('lists are carried by indexes, without sorting', async t => {
  const api = await testApi(t);
  await sql`insert into post (id, slug, status, title, markdown, html, summary, search, words, minutes, created_at, updated_at, published_at)
    select gen_random_uuid(), 'p' || n, 'published', 't', '', '', '', '', 1, 1, now(), now(), now() - n * interval '1 hour'
    from generate_series(1, 3000) n`.execute(api.db);
  await sql`insert into tag values ('a', 'a'), ('b', 'b')`.execute(api.db);
  await sql`insert into post_tag select id, case when random() < 0.1 then 'a' else 'b' end, 0, published_at from post`.execute(
    api.db,
  );
  await sql`insert into series values ('s', 's')`.execute(api.db);
  await sql`update post set series = 's' where random() < 0.05`.execute(api.db);
  await sql`update post set kind = 'photo' where random() < 0.05`.execute(api.db);
  await sql`update post set pinned = true where slug in ('p7', 'p2900')`.execute(api.db);
  await sql`analyze`.execute(api.db);
  const pool = new pg.Pool(connectionConfig(api.url, 'api'));
  t.after(() => pool.end());
  const queries: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: event => void queries.push(event.query),
  });
  const cursor = writeCursor({
    at: new Date(Date.now() - 1_000_000),
    id: '00000000-0000-0000-0000-000000000000',
  });
  const year = new Date().getUTCFullYear();
  for (const [index, ...all] of [
    ['post_public', {}, { cursor }, { year }],
    ['post_tag_public', { tag: 'a' }, { cursor, tag: 'a' }],
    ['post_series', { series: 's' }],
    ['post_pinned', { pinned: true }],
    ['post_public_kind', { kind: 'photo' }, { kind: 'photo', cursor }],
  ] as const)
    for (const asked of all) {
      await listPublicPosts(db, { limit: 20, ...asked });
      await explain(asked, index);
    }
  for (const asked of [{}, { cursor, status: 'published' }]) {
    await listOwn(db, { limit: 20, languages: [], ...asked });
    await explain(asked, 'post_');
  }

  async function explain(asked: object, index: string): Promise<void> {
    const query = queries.pop()!;
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${query.sql}`, [
      ...query.parameters,
    ]);
    const plan = rows.map(row => row['QUERY PLAN']).join('\n');
    // The few tags of one post are sorted, inside the subquery; posts never are.
    const [posts = ''] = plan.split('SubPlan');
    assert.match(posts, new RegExp(`Index (?:Only )?Scan (?:Backward )?using ${index}`), plan);
    assert.doesNotMatch(posts, /Sort|Seq Scan/, `${JSON.stringify(asked)}\n${plan}`);
  }
});
