import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../core/db/database.ts';
import { createLog } from '../../core/log.ts';
import { compose } from '../../services/api/posts/compose.ts';
import type { Schema } from '../../services/api/schema.ts';
import { insertPost } from '../../services/api/store/posts/write-post.ts';
import { textOf } from './texts.ts';

const HOUR = 3_600_000;
/** Posts of one transaction. */
const BATCH = 250;
/** While one waits for the server, another renders. */
const WRITERS = 3;

/**
 * Writes `posts` public posts named `post-1` and so on, an hour apart, with what renders and writes those of the site, and
 * gives each of them `responses` approved ones: three comments to every mention.
 */
export async function seedPosts(url: string, posts: number, responses: number): Promise<void> {
  const { db, close } = openDatabase<Schema>({ url, schema: 'api', log: createLog({ level: 'error' }) });
  // Of its own, since the statements below take longer than those of a site may.
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(`set search_path to api, public; set maintenance_work_mem to '256MB'`);
    // Made anew at the end, which takes a fraction of adding each post's words to it.
    const { rows } = await client.query(`select pg_get_indexdef('post_search'::regclass) as made`);
    await client.query('drop index post_search');
    await writePosts(db, posts);
    await client.query(rows[0].made);
    await client.query(RESPONSES, [responses]);
    // As autovacuum leaves it some minutes after an import.
    await client.query('vacuum analyze');
  } finally {
    await client.end();
    await close();
  }
}

async function writePosts(db: Kysely<Schema>, posts: number): Promise<void> {
  const now = Date.now();
  let first = 1;
  const writeNext = async () => {
    const from = first;
    first += BATCH;
    await writeBatch(db, from, Math.min(first - 1, posts), posts, now);
  };
  // Alone, since it makes the tags.
  await writeNext();
  const write = async () => {
    while (first <= posts) await writeNext();
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

async function writeBatch(
  db: Kysely<Schema>,
  from: number,
  to: number,
  posts: number,
  now: number,
): Promise<void> {
  await db.transaction().execute(async trx => {
    for (let number = from; number <= to; number++) {
      const at = new Date(now - number * HOUR);
      const input = { ...textOf(number, posts), status: 'published' as const, publishedAt: at.toISOString() };
      const post = await compose(
        { db: trx, config: { language: 'en' } as never },
        randomUUID(),
        input,
        undefined,
        at,
      );
      await insertPost(trx, post, `post-${number}`, null, { source: null, hash: null });
    }
  });
}

const RESPONSES = `
insert into response (post_id, kind, origin, status, author_name, author_url, markdown, html, text, source_url,
  target_url, address_hash, words_hash, created_at)
select post.id,
  case when n % 4 = 0 then (array['like', 'repost', 'mention'])[1 + n / 4 % 3] else 'comment' end,
  case when n % 4 = 0 then 'webmention' else 'comment' end,
  'approved', 'Ann ' || n, case when n % 4 = 0 then 'https://ann' || n || '.example' end,
  case when n % 4 = 0 then '' else 'Some words about this, and about *more*, ' || n || '.' end,
  '<p>Some words about this, and about <em>more</em>, ' || n || '.</p>', 'Some words about this, and about more, ' || n || '.',
  case when n % 4 = 0 then 'https://ann' || n || '.example/' || post.slug end,
  case when n % 4 = 0 then 'https://croft.example/posts/' || post.slug end,
  case when n % 4 > 0 then sha256(convert_to('network ' || n, 'UTF8')) end,
  case when n % 4 > 0 then sha256(convert_to(post.slug || n, 'UTF8')) end,
  post.published_at + n * interval '1 minute'
from post cross join generate_series(1, $1::integer) n where post.slug like 'post-%'`;
