import { type RawBuilder, sql } from 'kysely';
import type { Around } from '../../contract.ts';

const RELATED = 5;
/** The newest posts of each tag that are looked at: the cost has a bound, and a tag that has more is as usual as any. */
const OF_EACH_TAG = 50;
const TAGS = 12;
/** The newest posts with a word of the title that are compared. */
const OF_WORDS = 100;

/** A post as JSON for a link to it. */
function link(post: string): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${post}.${column}`);
  return sql`json_build_object('kind', ${of('kind')}, 'slug', ${of('slug')}, 'title', ${of('title')},
    'summary', ${of('summary')},
    'publishedAt', to_char(${of('published_at')} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
}

/** What a post's place goes by: in the stream, and in its series. */
const IN_STREAM = ['published_at', 'id'];
const IN_SERIES = ['part', 'published_at', 'id'];

function place(post: string, by: readonly string[]): RawBuilder<unknown> {
  return sql`(${sql.join(by.map(column => sql.ref(`${post}.${column}`)))})`;
}

/** The next post of the stream, or of the post's series, in one direction. */
function neighbour(
  direction: 'newer' | 'older',
  by: readonly string[],
  of: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const [beyond, order] = direction === 'newer' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const columns = by.map(column => sql`${sql.ref(`near.${column}`)} ${order}`);
  return sql`(select ${link('near')} from post near
    where near.listed and post.listed and ${of} and ${place('near', by)} ${beyond} ${place('post', by)}
    order by ${sql.join(columns)} limit 1)`;
}

const inSeries = sql`near.series = post.series`;

const series = sql`(
  select json_build_object('slug', series.slug, 'name', series.name, 'position', part.position, 'count', part.count,
    'previous', ${neighbour('older', IN_SERIES, inSeries)}, 'next', ${neighbour('newer', IN_SERIES, inSeries)})
  from series cross join lateral (
    select count(*) as count,
      count(*) filter (where ${place('near', IN_SERIES)} <= ${place('post', IN_SERIES)}) as position
    from post near where ${inSeries} and near.listed) part
  where series.slug = post.series and post.listed)`;

/** Posts that share tags, where a tag that few posts have counts more. */
const byTags = sql`
  select id, sum(1 / ln(2 + usual)) as score, max(at) as at
  from (
    select shared.post_id as id, shared.public_at as at, count(*) over (partition by own.tag) as usual
    from (
      select tag from post_tag where post_tag.post_id = post.id order by position limit ${sql.lit(TAGS)}) own
    cross join lateral (
      select post_id, public_at from post_tag
      where post_tag.tag = own.tag and public_at is not null and post_id <> post.id
      order by public_at desc, post_id desc limit ${sql.lit(OF_EACH_TAG)}) shared) sharing
  group by id order by score desc, at desc limit ${sql.lit(RELATED)}`;

/** Posts that have words of the title; asked only when the tags gave too few. */
const byWords = sql`
  select near.id, ts_rank(near.search, words.any, 1) as score, near.published_at as at
  from (
    select string_agg(quote_literal(lexeme), ' | ')::tsquery as any
    from unnest(ts_filter(post.search, '{a}')) where length(lexeme) > 3) words
  cross join lateral (
    select id, search, published_at from post near
    where near.listed and near.search @@ words.any and near.id <> post.id
    order by near.published_at desc, near.id desc limit ${sql.lit(OF_WORDS)}) near
  where (select count(*) from by_tags) < ${sql.lit(RELATED)}
  order by score desc, at desc limit ${sql.lit(RELATED)}`;

const related = sql`(
  with by_tags as materialized (${byTags}), by_words as (${byWords}),
  best as (
    select id, 0 as place, score, at from by_tags
    union all
    select id, 1, score, at from by_words where id not in (select id from by_tags)
    order by place, score desc, at desc limit ${sql.lit(RELATED)})
  select coalesce(json_agg(${link('near')} order by place, score desc, at desc), '[]') from best join post near on near.id = best.id)`;

/** What stands around a row of `post`, as part of the query that reads it. */
export const AROUND = sql<Around>`json_strip_nulls(json_build_object(
  'newer', ${neighbour('newer', IN_STREAM, sql`true`)}, 'older', ${neighbour('older', IN_STREAM, sql`true`)},
  'series', ${series}, 'related', ${related}))`;
