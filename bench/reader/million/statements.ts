import { PARAGRAPHS, TITLES } from './texts.ts';

export const ITEMS = 1_000_000;
export const FEEDS = 2_000;

/** Fill an empty schema from the tables `paragraphs` and `titles`, each with `n` from 1 on, `text` and `words`. */
export const STATEMENTS: readonly string[] = [
  `insert into feeds (url, title) select 'https://blog' || n || '.example/feed.xml', 'Blog ' || n
    from generate_series(1, ${FEEDS}) n`,
  `insert into readers (account, epoch, last_epoch) values ('member', 0, 0), ('everything', 0, 0)`,
  // The owner and one who has read nothing have all feeds, a member has 40; tags of 20, 200 and 1,000 feeds.
  `insert into subscriptions (reader_id, feed_id, tags, public)
    select r.id, f.id, array_remove(array['some', case when f.id % 10 = 0 then 'many' end, case when f.id % 2 = 0 then 'half' end,
      case when f.id % 100 = 1 then 'few' end], null), r.account = 'owner'
    from readers r, feeds f where r.account <> 'member' or f.id % 50 = 3`,
  `insert into items (id, feed_id, url, url_key, text_key, title, author, html, summary, published_at, seen_at, public,
      categories, words) overriding system value
    select i.n, feed, url, substring(sha256(convert_to(url, 'UTF8')), 1, 16), substring(sha256(convert_to('t' || i.n, 'UTF8')), 1, 16),
      t.text || ' ' || rare, 'Ann ' || feed, html, left(a.text, 300), at, seen, true, array['one', 'two'],
      t.words || to_tsvector('simple', rare) || a.words || b.words || array_to_tsvector(array['~' || to_char(at, 'YYYY-MM')])
    from (
      select n, floor(${FEEDS} ^ random())::bigint as feed, seen, 'quern' || n % 125000 || 'x' as rare,
        -- Feeds have older items too when they are looked at for the first time.
        date_trunc('milliseconds', seen - random() * case when random() < 0.1 then interval '1 year' else interval '1 hour' end) as at,
        1 + floor(random() * ${PARAGRAPHS})::integer as first, 1 + floor(random() * ${PARAGRAPHS})::integer as second,
        1 + floor(random() * ${TITLES})::integer as title
      from (
        select n, now() - (${ITEMS} - n) * interval '3 years' / ${ITEMS} as seen from generate_series(1, ${ITEMS}) n
      ) s
    ) i
    join titles t on t.n = title join paragraphs a on a.n = first join paragraphs b on b.n = second
    cross join lateral (select 'https://blog' || feed || '.example/' || i.n || '/' || replace(left(t.text, 40), ' ', '-') as url) u
    cross join lateral (select '<p>' || a.text || ' <a href="' || url || '">' || t.text || '</a></p>' || E'\\n'
      || '<figure><img src="' || url || '.jpg" alt="' || left(b.text, 80) || '" loading="lazy"></figure><p>' || b.text
      || ' <a href="' || url || '#comments">Comments</a></p>' as html) h`,
  `select setval(pg_get_serial_sequence('items', 'id'), ${ITEMS})`,
  `insert into sources (feed_id, key, item_id, content_hash, published_at)
    select feed_id, text_key, id, sha256(url_key), published_at from items
    union all
    select 1 + (feed_id + 7) % ${FEEDS}, text_key, id, sha256(url_key), published_at from items where id % 20 = 0`,
  // The owner has read two thirds of the newest 300,000 and all before; the member half of theirs; the third nothing.
  `insert into unread (item_id, reader_id, feed_id, epoch, published_at)
    select i.id, r.id, i.feed_id, 0, i.published_at from items i cross join readers r
    where case r.account when 'owner' then i.id > ${ITEMS} - 300000 and i.id % 3 = 0
      when 'member' then i.feed_id % 50 = 3 and i.id % 2 = 0 else true end`,
  `update subscriptions s set unread = c.n
    from (select reader_id, feed_id, count(*) as n from unread group by reader_id, feed_id) c
    where c.reader_id = s.reader_id and c.feed_id = s.feed_id`,
  `insert into marks (reader_id, item_id, starred_at, tags)
    select 1, id, published_at + interval '1 day', case when id % 5000 = 0 then array['later'] else '{}' end
    from items where id % 1000 = 0`,
];
