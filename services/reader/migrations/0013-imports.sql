-- The file of another reader that a person has given last: taken in step by step, and what came of it.
create table imports (
  id bigint generated always as identity primary key,
  reader_id integer not null unique references readers on delete cascade,
  name text not null,
  -- As it was given: OPML, JSON, or a ZIP of them; null when it has ended.
  file bytea,
  public boolean not null,
  begun_at timestamptz not null default now(),
  ended_at timestamptz,
  -- Its entries; null until it was read.
  total integer,
  done integer not null default 0,
  added integer not null default 0,
  known integer not null default 0,
  skipped integer not null default 0,
  invalid integer not null default 0,
  -- Why it could not be taken in to its end.
  problem text
);
create index imports_running on imports (id) where ended_at is null;

-- Entries of the file that cannot be used.
create table import_problems (
  import_id bigint not null references imports on delete cascade,
  number integer not null,
  -- Where it stands: `line 7`, or `starred.json, item 3`.
  place text not null,
  what text not null,
  problem text not null,
  primary key (import_id, number)
);
