import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { connectionConfig } from '../../../../core/db/connection.ts';
import type { Schema } from '../../schema.ts';
import { type TestApi, testApi } from '../../testing/context.ts';
import { writeCursor, writeWordCursor } from '../cursor.ts';
import { listRedirects } from '../redirects/redirects.ts';
import { readThread } from '../thread/thread.ts';
import { listOwnPosts } from './list-own.ts';
import { findMoved } from './moved.ts';
import { findPublicPost } from './public-posts.ts';
import { listRevisions } from './revisions.ts';
import { searchPublicPosts } from './search-posts.ts';
import { searchTerms } from './search-text.ts';
import { listPartsOf, listPublicSeries } from './series.ts';
import { listLanguages, listTitles } from './words.ts';

/** Four thousand posts as long as posts are, of every kind, most of them public articles with the word `usual`, every fourth tagged, and five thousand comments. */
async function fill({ db }: TestApi): Promise<void> {
  await sql`insert into series values ('s', 's')`.execute(db);
  await sql`insert into tag values ('many', 'many'), ('few', 'few')`.execute(db);
  await sql`insert into post (id, slug, status, kind, visibility, title, markdown, html, summary, search, words, minutes,
      created_at, updated_at, published_at, series, language)
    select gen_random_uuid(), 'p' || n, case when n % 100 = 0 then 'draft' else 'published' end,
      case when n % 500 = 0 then 'rsvp' else 'article' end, case when n % 200 = 0 then 'private' else 'public' end,
      'Post ' || n, body, body, left(body, 250),
      to_tsvector('simple', 'usual ' || case when n % 400 = 0 then 'rare' else '' end || ' w' || n),
      1, 1, now(), now() - n * interval '1 minute', now() - n * interval '1 hour',
      case when n % 300 = 0 then 's' end, case when n % 7 = 0 then 'de' end
    from (select n, string_agg(md5(n::text || k), '') as body from generate_series(1, 4000) n, generate_series(1, 40) k group by n) texts`.execute(
    db,
  );
  await sql`insert into post_tag select id, case when words > 0 and right(slug, 2) = '00' then 'few' else 'many' end, 0,
      case when listed then published_at end from post where right(slug, 1) in ('0', '4')`.execute(db);
  await sql`insert into old_slug select 'old-' || slug, id from post`.execute(db);
  await sql`insert into post_revision (post_id, version, snapshot, at) select id, 1, '{}', now() from post`.execute(
    db,
  );
  await sql`insert into response (post_id, kind, origin, status, author_name, html)
    select id, 'comment', 'comment', 'approved', 'Ann', repeat('Some words. ', 20) from post, generate_series(1, 50)
    where slug ~ '^p[1-9][0-9]?$'`.execute(db);
  await sql`insert into redirect (path, target, status) select '/' || slug, '/', 301 from post`.execute(db);
  await sql`analyze`.execute(db);
}

/** Runs a query and gives how PostgreSQL goes about it. */
function planner(t: TestContext, api: TestApi) {
  const pool = new pg.Pool(connectionConfig(api.url, 'api'));
  t.after(() => pool.end());
  const queries: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: event => void queries.push(event.query),
  });
  return async (work: (db: Kysely<Schema>) => Promise<unknown>): Promise<string> => {
    await work(db);
    const { sql: text, parameters } = queries.pop()!;
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...parameters]);
    return rows.map(row => row['QUERY PLAN']).join('\n');
  };
}

const TABLES = ['post', 'post_tag', 'post_revision', 'old_slug', 'redirect', 'response'].join('|');

test('no list, search or look-up of posts, or of what was said to one, reads a whole table', async t => {
  const api = await testApi(t);
  await fill(api);
  const plan = planner(t, api);
  const id = '00000000-0000-0000-0000-000000000000';
  const cursor = writeCursor({ at: new Date(Date.now() - 1e8), id });
  const own = (asked: object) => (db: Kysely<Schema>) =>
    listOwnPosts(db, { limit: 20, languages: ['en'], ...asked });
  const found = (query: string) => (db: Kysely<Schema>) =>
    searchPublicPosts(db, searchTerms(query), ['en', 'de'], { limit: 10 });
  const asked: Record<string, (db: Kysely<Schema>) => Promise<unknown>> = {
    newest: own({ cursor }),
    oldest: own({ sort: 'oldest', cursor }),
    updated: own({ sort: 'updated', cursor }),
    'by title': own({ sort: 'title', cursor: writeWordCursor({ words: 'post 7', id }) }),
    drafts: own({ status: 'draft' }),
    kind: own({ kind: 'rsvp' }),
    private: own({ visibility: 'private' }),
    'usual tag': own({ tag: 'many' }),
    'rare tag': own({ tag: 'few', sort: 'title' }),
    'usual word': own({ query: 'usual' }),
    'rare word': own({ query: 'rare' }),
    'words of two kinds': own({ query: 'usual rare', status: 'published', sort: 'updated' }),
    'search for a usual word': found('usual'),
    'search for a rare word': found('rare'),
    'search for both': found('usual rar'),
    'post with what is around it': db => findPublicPost(db, 'p300', true),
    'what was said to a post': db => readThread(db, 'p7'),
    'moved post': db => findMoved(db, 'old-p7'),
    'parts of a series': db => listPartsOf(db, 's', 100),
    series: listPublicSeries,
    languages: listLanguages,
    'revisions of a post': db => listRevisions(db, id, 20, 9),
    redirects: db => listRedirects(db, { limit: 20, after: '/p5' }),
    titles: db => listTitles(db, 100),
  };
  for (const [name, work] of Object.entries(asked)) {
    const text = await plan(work);
    assert.doesNotMatch(text, new RegExp(`Seq Scan on (?:${TABLES})\\b`), `${name}\n${text}`);
    assert.match(text, /Index (?:Only )?Scan/, `${name}\n${text}`);
  }
});

test('a search takes its posts from the index of words, however usual they are, and walks through no list', async t => {
  const api = await testApi(t);
  await fill(api);
  const plan = planner(t, api);
  // Half of the posts have one of them, the others the other: none has both.
  await sql`update post set search = search || to_tsvector('simple', case when right(slug, 1) in ('1', '3', '5', '7', '9')
    then 'odd' else 'even' end)`.execute(api.db);
  await sql`analyze post`.execute(api.db);
  for (const query of ['usual', 'us', 'rare', 'even odd', 'usual rar', 'nothing', '東京 usual']) {
    const text = await plan(db =>
      searchPublicPosts(db, searchTerms(query), ['en', 'de', 'fr'], { limit: 50 }),
    );
    assert.equal(text.match(/Bitmap Index Scan on post_search/g)?.length, 2, `${query}\n${text}`);
    assert.doesNotMatch(text, /Scan (?:Backward )?using post_(?:listed|public|any|by_)/, `${query}\n${text}`);
  }
});

test('each order of the list of own posts comes from its index, without sorting', async t => {
  const api = await testApi(t);
  await fill(api);
  const plan = planner(t, api);
  for (const [sort, index] of [
    ['newest', 'post_any'],
    ['oldest', 'post_any'],
    ['updated', 'post_by_update'],
    ['title', 'post_by_title'],
  ] as const) {
    const text = await plan(db => listOwnPosts(db, { limit: 20, languages: [], sort }));
    const [posts = ''] = text.split('SubPlan');
    assert.match(posts, new RegExp(`Index Scan (?:Backward )?using ${index}`), text);
    assert.doesNotMatch(posts, /Sort/, text);
  }
});
