import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { feedTitle } from './feed-row.ts';
import type { ItemRow } from './item-row.ts';
import type { Place } from './place.ts';
import { isSaved, me, subscriptionsOf, type Viewer } from './readers.ts';

/**
 * The items at the places that a query gives, which may use `me`, with all that the viewer has to do with them. In the order
 * of the places' times and ids, newest or oldest first.
 */
export async function selectItems(
  db: Kysely<Schema>,
  viewer: Viewer,
  places: RawBuilder<Place>,
  options: { order: 'newest' | 'oldest'; html: boolean },
): Promise<ItemRow[]> {
  const way = options.order === 'newest' ? sql`desc` : sql`asc`;
  const found = await sql<ItemRow>`
    with ${me(viewer.account)}, places as materialized (${places})
    select p.time, i.id, i.feed_id, f.title as feed_title, src.sources, i.url, i.title, i.author,
      ${options.html ? htmlOf(viewer) : sql`null::text`} as html, ${told(viewer, sql`i.summary`)} as summary,
      i.published_at, i.updated_at, i.revised_at, i.seen_at, i.categories, ${told(viewer, sql`i.image`)} as image,
      coalesce(${told(viewer, sql`i.enclosures`)}, '[]') as enclosures, i.comments_url, i.chapters_url,
      i.transcript_url, ${told(viewer, sql`i.episode`)} as episode, coalesce(src.language, ${told(viewer, sql`f.language`)}) as language,
      f.saved, ft.fetched_at, ft.problem,
      ${marksOf(viewer)}
    from places p
    join items i on i.id = p.id
    join feeds f on f.id = i.feed_id
    left join feed_reading fr on fr.feed_id = f.id and fr.full_text
    left join full_texts ft on ft.item_id = i.id and (f.saved or fr.full_text)
    cross join lateral (
      select json_agg(json_build_object('feedId', s.feed_id::text, 'title', (
          select ${feedTitle} from feeds f where f.id = s.feed_id))
        order by s.feed_id <> i.feed_id, s.feed_id) as sources,
        (array_agg(sub.language order by s.feed_id <> i.feed_id, s.feed_id) filter (where sub.language is not null))[1]
          as language
      from sources s
      join subscriptions sub on sub.feed_id = s.feed_id and ${subscriptionsOf(viewer)}
      where s.item_id = i.id
    ) src
    ${viewer.publicOnly ? sql`` : MARKS}
    order by p.time ${way}, p.id ${way}`.execute(db);
  return found.rows;
}

const MARKS = sql`
    left join unread u on u.item_id = i.id and u.reader_id = (select id from me) and u.epoch = (select epoch from me)
    left join marks m on m.item_id = i.id and m.reader_id = (select id from me)`;

/** Of a feed that is read so, the text of the page; to visitors, only what the feed itself says. */
function htmlOf(viewer: Viewer): RawBuilder<unknown> {
  return viewer.publicOnly ? told(viewer, sql`i.html`) : sql`coalesce(ft.html, i.html)`;
}

/** What an item says is what its first feed says; when that one is private, others that have it too do not make it public. */
function told(viewer: Viewer, what: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!viewer.publicOnly) return what;
  return sql`case when exists (
    select from subscriptions sub where sub.feed_id = i.feed_id and ${subscriptionsOf(viewer)}) then ${what} end`;
}

function marksOf({ publicOnly }: Viewer): RawBuilder<unknown> {
  if (publicOnly)
    return sql`false as unread, null::timestamptz as starred_at, null::text[] as tags, null::jsonb as positions,
      null::timestamptz as recommended_at, null::text as comment`;
  return sql`u.item_id is not null as unread, m.starred_at, m.tags, m.positions,
    m.recommended_at, m.comment`;
}

/** Items by their ids, as far as the viewer reads them or has starred them. */
export function placesById(viewer: Viewer, ids: readonly number[]): RawBuilder<Place> {
  const marked = viewer.publicOnly
    ? sql``
    : sql`or ${isSaved(sql`i.id`)} or exists (select from marks m where m.item_id = i.id and m.reader_id = (select id from me)
        and (m.starred_at is not null or m.tags <> '{}' or m.recommended_at is not null))`;
  return sql`
    select i.id, i.published_at as time from items i
    where i.id = any(${ids}::bigint[]) and (exists (
      select from sources s join subscriptions sub on sub.feed_id = s.feed_id and ${subscriptionsOf(viewer)}
      where s.item_id = i.id) ${marked})`;
}
