-- Grows with every change a visitor could see, in that change's own transaction.
create table revision (
  single boolean primary key default true check (single),
  value bigint not null
);
insert into revision (value) values (1);

-- What the owner has set; it goes before croft.config.ts.
create table setting (
  key text primary key,
  value text not null
);

create table account (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  role text not null check (role in ('owner', 'member')),
  created_at timestamptz(3) not null default now(),
  -- When its person took it by the setup link. The owner's account may be there before, for tokens made on the machine.
  claimed_at timestamptz(3)
);
create unique index account_one_owner on account (role) where role = 'owner';

-- The SHA-256 of the one setup code that is valid now; no row once it was used.
create table setup_code (
  single boolean primary key default true check (single),
  hash bytea not null,
  created_at timestamptz(3) not null default now()
);

create table token (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  name text not null,
  -- SHA-256 of 256 random bits: a slow hash would add nothing.
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3)
);
create index token_account on token (account_id);

create table post (
  id uuid primary key,
  slug text collate "C" not null constraint post_slug_key unique,
  status text not null check (status in ('draft', 'published', 'scheduled')),
  title text not null,
  markdown text not null,
  html text not null,
  summary text not null,
  -- The summary that the writer gave, when one was given.
  summary_given text,
  search tsvector not null,
  language text,
  words integer not null,
  minutes integer not null,
  version integer not null default 1,
  -- Milliseconds, so that a time reads back exactly from a cursor.
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- A draft keeps the time it once had.
  published_at timestamptz(3),
  sort_at timestamptz(3) not null generated always as (coalesce(published_at, created_at)) stored,
  -- Where an import found it, and the SHA-256 of what was imported last.
  source text collate "C" constraint post_source_key unique,
  source_hash bytea,
  check (status = 'draft' or published_at is not null)
);
create index post_public on post (published_at desc, id desc) where status = 'published';
create index post_search on post using gin (search) where status = 'published';
create index post_scheduled on post (published_at) where status = 'scheduled';
create index post_by_status on post (status, sort_at desc, id desc);
create index post_any on post (sort_at desc, id desc);

create table tag (
  slug text collate "C" primary key,
  name text not null
);

create table post_tag (
  post_id uuid not null references post on delete cascade,
  tag text collate "C" not null references tag,
  position smallint not null,
  -- The post's time while it is public, so that one index carries a tag's page and its count.
  public_at timestamptz(3),
  primary key (post_id, tag)
);
create index post_tag_public on post_tag (tag, public_at desc, post_id desc) where public_at is not null;
create index post_tag_tag on post_tag (tag);

-- Answers to POST requests that carried an Idempotency-Key, for a day.
create table idempotency (
  account_id uuid not null references account on delete cascade,
  key text not null,
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (account_id, key)
);
create index idempotency_age on idempotency (created_at);
