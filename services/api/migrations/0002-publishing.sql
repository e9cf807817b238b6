-- What a post is, who may see it, and what else a writer says of it.
create table series (
  slug text collate "C" primary key,
  name text not null
);

alter table post
  add column kind text not null default 'article'
    check (kind in ('article', 'note', 'photo', 'bookmark', 'like', 'repost', 'reply', 'rsvp', 'page')),
  add column visibility text not null default 'public' check (visibility in ('public', 'unlisted', 'private')),
  add column pinned boolean not null default false,
  add column target_url text,
  add column target_title text,
  add column rsvp text check (rsvp in ('yes', 'no', 'maybe', 'interested')),
  -- [{ "src": …, "alt": … }]
  add column photos jsonb not null default '[]',
  add column canonical text,
  add column series text collate "C" references series;
update post set kind = 'note' where title = '';

-- In the stream of posts, its feeds and its lists: a visitor meets it without knowing its address.
alter table post add column listed boolean not null
  generated always as (status = 'published' and visibility = 'public' and kind <> 'page') stored;

drop index post_public;
create index post_public on post (published_at desc, id desc) where listed;
drop index post_search;
create index post_search on post using gin (search) where listed;
create index post_series on post (series, published_at, id) where listed and series is not null;

-- What has happened that others are told of: webmentions, hubs, webhooks and letters go out from here, at least once. A row
-- is written in the transaction of what it tells.
create table outbox (
  id bigint generated always as identity primary key,
  event text not null,
  data jsonb not null,
  created_at timestamptz(3) not null default now()
);
