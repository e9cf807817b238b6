-- What hubs were asked to push (https://www.w3.org/TR/websub/), one subscription a feed.
create table pushes (
  feed_id bigint primary key references feeds on delete cascade,
  hub text not null,
  topic text not null,
  -- The unguessable last part of the callback's address.
  callback text not null unique,
  -- The hub's secret, sealed with the reader's key.
  secret bytea not null,
  state text not null check (state in ('asked', 'verified', 'denied', 'failed')),
  -- What is wrong, in words.
  problem text,
  failures integer not null default 0,
  -- Polls in a row that found what the hub had not told of.
  missed integer not null default 0,
  lease_until timestamptz,
  pushed_at timestamptz,
  -- When the hub is asked again: to renew, or after it failed.
  next_ask_at timestamptz not null default now()
);
create index pushes_due on pushes (next_ask_at);

-- How single feeds are fetched in another way than all.
create table feed_options (
  feed_id bigint primary key references feeds on delete cascade,
  user_agent text,
  -- Cookie, name and password, and proxy, sealed with the reader's key.
  sealed bytea
);
