-- What each person reads, apart from the feeds and the items, which all share.
create table readers (
  id integer generated always as identity primary key,
  -- Their account in the api; that of the owner is called 'owner'.
  account text not null unique,
  -- Unread is what has this number. To mark everything read at once, it moves on to a new one.
  epoch integer not null default 0,
  last_epoch integer not null default 0
);
insert into readers (account) values ('owner');

create table subscriptions (
  reader_id integer not null references readers on delete cascade,
  feed_id bigint not null references feeds on delete cascade,
  -- The person's own name for it.
  title text,
  tags text[] not null default '{}',
  -- Whether visitors see it; only the owner's is ever looked at.
  public boolean not null,
  -- How many rows of unread there are for it, kept with them.
  unread integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (reader_id, feed_id)
);
create index subscriptions_feed on subscriptions (feed_id);
insert into subscriptions (reader_id, feed_id, title, tags, public, created_at)
select r.id, f.id, f.given_title, f.tags, f.public, f.created_at from feeds f, readers r;

alter table feeds drop column given_title, drop column tags, drop column public;

-- The feeds that have an item, and how each of them knows it.
create table sources (
  feed_id bigint not null references feeds on delete cascade,
  -- The first 16 bytes of the SHA-256 of its id there: ids may be longer than an index takes.
  key bytea not null,
  item_id bigint not null references items on delete cascade,
  -- SHA-256 of everything the feed says of it, to tell an update from the same again.
  content_hash bytea not null,
  -- That of the item, which never changes, so that an index carries the feed's list.
  published_at timestamptz not null,
  primary key (feed_id, key)
);
insert into sources (feed_id, key, item_id, content_hash, published_at)
select feed_id, key, id, content_hash, published_at from items;
create index sources_of_feed on sources (feed_id, published_at desc, item_id desc);
create index sources_of_item on sources (item_id);

drop index items_of_feed;
alter table items
  drop constraint items_feed_id_key_key,
  -- Going with its feed is for the last of its feeds to decide.
  drop constraint items_feed_id_fkey,
  drop column key,
  drop column content_hash,
  drop column guid,
  -- The first 16 bytes of the SHA-256 of its address without what does not matter, and of its words: for finding it
  -- again in another feed.
  add column url_key bytea,
  add column text_key bytea,
  add column revised_at timestamptz,
  add column categories text[] not null default '{}',
  add column image text,
  -- [{ url, type, bytes, seconds, title, medium }]
  add column enclosures jsonb not null default '[]',
  add column comments_url text,
  -- Podcasting 2.0.
  add column chapters_url text,
  add column transcript_url text;
alter table items add constraint items_feed_id_fkey foreign key (feed_id) references feeds;
create index items_feed on items (feed_id);
create index items_url_key on items (url_key) where url_key is not null;
create index items_text_key on items (text_key) where text_key is not null;
create index items_seen on items (seen_at);

-- A word for the month, so that common words are looked for in one month after the other.
update items set words = words || array_to_tsvector(array['~' || to_char(published_at at time zone 'UTC', 'YYYY-MM')]);

create table unread (
  item_id bigint not null references items on delete cascade,
  reader_id integer not null references readers on delete cascade,
  -- Of the person's feeds the first to bring it: an item counts once.
  feed_id bigint not null,
  epoch integer not null,
  published_at timestamptz not null,
  primary key (item_id, reader_id)
);
create index unread_river on unread (reader_id, epoch, published_at desc, item_id desc);
create index unread_of_feed on unread (reader_id, epoch, feed_id, published_at desc, item_id desc);

create table marks (
  reader_id integer not null references readers on delete cascade,
  item_id bigint not null references items on delete cascade,
  starred_at timestamptz(3),
  tags text[] not null default '{}',
  -- By a rule of the person.
  hidden boolean not null default false,
  -- Seconds of an episode that were heard.
  position real,
  primary key (reader_id, item_id)
);
create index marks_item on marks (item_id);
create index marks_starred on marks (reader_id, starred_at desc, item_id desc) where starred_at is not null;
create index marks_tags on marks using gin (tags);

-- What was made read lately, so that it can be made unread again.
create table undos (
  id uuid primary key default gen_random_uuid(),
  reader_id integer not null references readers on delete cascade,
  made_at timestamptz not null default now(),
  -- Those items, or everything that was unread under this number.
  item_ids bigint[],
  epoch integer
);
create index undos_reader on undos (reader_id);
create index undos_made on undos (made_at);
