-- The processes of the bot that live; one that has not been seen for some seconds is dead.
create table processes (
  id uuid primary key,
  seen_at timestamptz not null default now()
);

-- The one process that runs what is asked for in a room.
create table leaders (
  room text primary key,
  process uuid not null references processes on delete cascade
);
create index leaders_process on leaders (process);

-- Messages that were accepted, until a while after they were answered.
create table heard (
  id bigint generated always as identity primary key,
  room text not null,
  message_id text not null,
  message jsonb not null,
  accepted_at timestamptz not null default now(),
  done_at timestamptz,
  unique (room, message_id)
);
create index heard_undone on heard (id) where done_at is null;
create index heard_done on heard (done_at) where done_at is not null;

-- What a message has changed already, and what came of it, so that it changes it once however often it is run.
create table effects (
  heard bigint not null references heard on delete cascade,
  step text not null,
  result jsonb,
  primary key (heard, step)
);

-- What the bot says, until a while after a listener has taken it.
create table answers (
  id bigint generated always as identity primary key,
  room text not null,
  answer jsonb not null,
  -- Given by who has it said; the same again is the same answer.
  key text,
  said_at timestamptz not null default now(),
  taken_at timestamptz,
  unique (room, key)
);
create index answers_waiting on answers (id) where taken_at is null;
create index answers_said on answers (said_at);
