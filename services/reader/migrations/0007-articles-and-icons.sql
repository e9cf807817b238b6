-- The text of the page to which an item leads, and what is still to be fetched.
create table full_texts (
  item_id bigint primary key references items on delete cascade,
  -- Sanitised; null while there is none, and of a saved page, which has it as its own.
  html text,
  words tsvector not null default '',
  fetched_at timestamptz,
  failures integer not null default 0,
  -- What is wrong, in words; null when the last fetch went well.
  problem text,
  -- Null: not fetched by itself any more.
  next_fetch_at timestamptz
);
create index full_texts_due on full_texts (next_fetch_at) where next_fetch_at is not null;

-- Feeds whose items are read from their pages, and what of a page is the text, as CSS selectors.
create table feed_reading (
  feed_id bigint primary key references feeds on delete cascade,
  -- The pages of new items are fetched without being asked for.
  full_text boolean not null,
  content text,
  remove text
);

-- Pages that a person saved are the items of a feed of theirs that is never polled and that nobody is subscribed to: so they
-- are in no list, and in no count, except those that ask for them.
alter table feeds add column saved boolean not null default false;
alter table readers add column saved_feed_id bigint references feeds;

-- Pictures that stand for sites.
create table icons (
  -- The first 16 bytes of the SHA-256 of the data, in hexadecimal.
  hash text primary key,
  type text not null,
  data bytea not null check (length(data) <= 50000)
);
create table feed_icons (
  feed_id bigint primary key references feeds on delete cascade,
  -- Null when the site has none.
  icon text references icons,
  next_fetch_at timestamptz not null
);
create index feed_icons_icon on feed_icons (icon);
