import pg from 'pg';

/** Tags that the posts share among them. */
export const TAGS = 20;
/** So many words stand in titles, one in each; a search for one finds few of the posts. */
export const WORDS = 500;

/**
 * Copies the newest post until there are `posts` of the same length named `post-1` and so on, an hour apart, and gives
 * each of them `responses` approved ones: three comments to every mention.
 */
export async function seedPosts(url: string, posts: number, responses: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set search_path to api, public');
    await client.query(POSTS, [posts, WORDS]);
    await client.query(TAG_ROWS, [TAGS]);
    await client.query(POST_TAGS, [TAGS]);
    await client.query(RESPONSES, [responses]);
    // As autovacuum leaves it some minutes after an import: counted, and the new words in the index proper.
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const POSTS = `
with seed as (select * from post order by created_at desc limit 1), copy as (
  select seed.*, n, now() - n * interval '1 hour' as at, 'word' || n % $2::integer as word
  from seed cross join generate_series(1, $1::integer) n)
insert into post (id, slug, status, title, markdown, html, summary, search, words, minutes, renderer,
  created_at, updated_at, published_at)
select gen_random_uuid(), 'post-' || n, status, 'Post of ' || word, markdown, html, summary,
  search || array_to_tsvector(array[word, '^' || word]), words, minutes, renderer, at, at, at
from copy`;

const TAG_ROWS = `insert into tag (slug, name) select 'tag-' || n, 'Tag ' || n from generate_series(0, $1::integer - 1) n`;

const POST_TAGS = `
insert into post_tag (post_id, tag, position, public_at)
select post.id, 'tag-' || (substr(post.slug, 6)::integer * (1 + place * 6)) % $1::integer, place, post.published_at
from post cross join generate_series(0, 1) place where post.slug like 'post-%'
on conflict do nothing`;

const RESPONSES = `
insert into response (post_id, kind, origin, status, author_name, author_url, html, text, source_url, created_at)
select post.id,
  case when n % 4 = 0 then (array['like', 'repost', 'mention'])[1 + n / 4 % 3] else 'comment' end,
  case when n % 4 = 0 then 'webmention' else 'comment' end,
  'approved', 'Ann ' || n, case when n % 4 = 0 then 'https://ann' || n || '.example' end,
  '<p>Some words about this, and about <em>more</em>, ' || n || '.</p>', 'Some words about this, ' || n,
  case when n % 4 = 0 then 'https://ann' || n || '.example/' || post.slug end,
  post.published_at + n * interval '1 minute'
from post cross join generate_series(1, $1::integer) n where post.slug like 'post-%'`;
