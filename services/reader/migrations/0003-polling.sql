-- A feed that is gone is asked rarely and not never; only what nobody reads has no next poll.
update feeds set next_poll_at = now()
where next_poll_at is null and id in (select feed_id from subscriptions);

alter table feeds
  -- Why it is polled then and not sooner: a reason of poll/schedule.ts.
  add next_reason text not null default 'added',
  -- Mean seconds between two of its newest items; null when they are too few or have no dates.
  add rhythm_seconds integer,
  -- The job that is polling it.
  add claim text,
  -- Polls without news or trouble since the last line of its log.
  add quiet_polls integer not null default 0,
  add host text not null generated always as (substring(url from '^https?://(\[[^\]]*\]|[^/:?#]+)')) stored;

-- Hosts that asked for rest (Retry-After), whatever feed of theirs was asked for.
create table hosts (
  name text primary key,
  rest_until timestamptz not null
);

-- The newest polls of each feed that are worth telling: news, trouble, and the end of trouble.
create table poll_log (
  id bigint generated always as identity primary key,
  feed_id bigint not null references feeds on delete cascade,
  at timestamptz not null default now(),
  outcome text not null,
  -- HTTP status; null when there was no answer.
  status smallint,
  words text not null,
  -- Bytes that came, as they came, and milliseconds until they had.
  bytes integer not null,
  ms integer not null,
  added integer not null
);
create index poll_log_feed on poll_log (feed_id, id desc);
