-- Rules by which a room is moderated; a room without a row has none.
create table room_rules (
  room text primary key,
  rules jsonb not null,
  -- Since when it is kept who was met there; who was there before is no newcomer.
  met_since timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

-- Who has spoken in a room that has rules, to tell newcomers. By account, else by what the network knows them by.
create table met (
  room text not null references room_rules on delete cascade,
  person text not null,
  first_at timestamptz not null default now(),
  seen_on date not null default current_date,
  primary key (room, person)
);

-- What was done to somebody or to a room, by the rules or by hand, and whether it was taken back.
create table decisions (
  id bigint generated always as identity primary key,
  room text not null,
  -- By what strikes are counted, and the name that was shown; null for what is done to the room.
  person text,
  name text,
  -- The rule that was broken; `hand` when a moderator did it.
  rule text not null,
  reason text not null,
  act text not null check (act in ('warn', 'delete', 'timeout', 'ban', 'lock')),
  minutes integer,
  -- What was said, and its id on the network.
  text text,
  message_id text,
  -- `rules`, or the account of who did it.
  done_by text not null,
  at timestamptz not null default now(),
  state text not null default 'wanted' check (state in ('wanted', 'done', 'failed', 'over', 'undone')),
  -- What came of it, in words.
  told text,
  -- By what the network takes it back.
  undo text,
  undone_by text,
  undone_at timestamptz
);
create index decisions_room on decisions (room, id);
create index decisions_at on decisions (at);

-- What somebody was asked to confirm; one thing for each of them in a room.
create table confirmations (
  room text not null,
  person text not null,
  action text not null,
  arguments text not null,
  asked_at timestamptz not null default now(),
  primary key (room, person)
);

-- By whom a quote was added, where that is certain: a name proves nothing.
alter table quotes add column added_by_person text;
-- By whom a reminder was asked for, in the same way.
alter table reminders add column asked_by_person text;
