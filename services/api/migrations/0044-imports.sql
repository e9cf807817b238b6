-- What is brought in on the admin screens or over REST: whose file, how far it is, and what came of it. The file itself is in the data directory.
create table site_import (
  id uuid primary key default gen_random_uuid(),
  account_id uuid references account on delete set null,
  name text not null,
  bytes bigint not null default 0,
  -- By its content, which is looked at when the whole file is there.
  kind text check (kind in ('posts', 'site', 'wordpress', 'ghost')),
  state text not null default 'uploading'
    check (state in ('uploading', 'ready', 'waiting', 'running', 'done', 'failed', 'stopped')),
  dry_run boolean not null default false,
  tell boolean not null default false,
  keep_media boolean not null default false,
  -- Address of the old site, which an export of Ghost does not say.
  site text,
  stop_asked boolean not null default false,
  -- How often it was begun: more than once after a kill.
  runs integer not null default 0,
  step text check (step in ('unpacking', 'importing')),
  done integer not null default 0,
  total integer,
  counts jsonb,
  failed integer not null default 0,
  failures jsonb not null default '[]',
  warned integer not null default 0,
  warnings jsonb not null default '[]',
  -- Why it ended before its end.
  problem text,
  -- Whether the file is still there, so that it can be done again.
  kept boolean not null default true,
  created_at timestamptz(3) not null default now(),
  begun_at timestamptz(3),
  ended_at timestamptz(3)
);
-- One at a time.
create unique index site_import_one on site_import ((true)) where state in ('waiting', 'running');
create index site_import_newest on site_import (created_at desc, id desc);
create index site_import_account on site_import (account_id) where account_id is not null;
