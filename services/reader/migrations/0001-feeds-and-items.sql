create table feeds (
  id bigint generated always as identity primary key,
  -- Where it is fetched now.
  url text not null unique check (length(url) <= 2000),
  -- Its own name for itself, and the owner's name for it.
  title text not null default '',
  given_title text,
  site_url text,
  tags text[] not null default '{}',
  public boolean not null,
  created_at timestamptz not null default now(),

  -- Null once the feed has said that it is gone.
  next_poll_at timestamptz default now(),
  polled_at timestamptz,
  -- Validators exactly as the server sent them (RFC 9110, 8.8), and the SHA-256 of the body they came with.
  etag text,
  last_modified text,
  body_hash bytea,
  -- What the publisher asks for: seconds between polls, hours of the day and days of the week in UTC without any.
  rest_seconds integer not null default 0,
  skip_hours smallint[] not null default '{}',
  skip_days smallint[] not null default '{}',
  newest_at timestamptz,
  failures integer not null default 0,
  problem text,
  problem_since timestamptz
);
create index feeds_due on feeds (next_poll_at) where next_poll_at is not null;
create index feeds_tags on feeds using gin (tags);

-- Every address that a feed has had, so that a feed which has moved is known by its old one too.
create table addresses (
  url text primary key,
  feed_id bigint not null references feeds on delete cascade
);
create index addresses_feed on addresses (feed_id);

create table items (
  id bigint generated always as identity primary key,
  feed_id bigint not null references feeds on delete cascade,
  -- The first 16 bytes of the SHA-256 of what makes it the same item: guids may be longer than an index takes.
  key bytea not null,
  guid text not null,
  -- SHA-256 of everything it says, to tell an update from the same again.
  content_hash bytea not null,
  url text,
  title text not null,
  author text,
  html text not null,
  summary text not null,
  published_at timestamptz not null,
  updated_at timestamptz,
  seen_at timestamptz not null default now(),
  -- That of its feed, repeated here so that an index carries the public list.
  public boolean not null,
  words tsvector not null,
  unique (feed_id, key)
);
create index items_newest on items (published_at desc, id desc);
create index items_public on items (published_at desc, id desc) where public;
create index items_of_feed on items (feed_id, published_at desc, id desc);
create index items_words on items using gin (words);
