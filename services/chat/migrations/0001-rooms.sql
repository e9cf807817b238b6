-- Rooms. `last_number` is that of the newest message, `last_change` that of the newest change of any kind; both are counted
-- up under the lock of the room's row, so that there are no gaps and the order of numbers is the order of commits.
create table rooms (
  id integer generated always as identity primary key,
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  title text not null,
  topic text not null default '',
  writers text not null default 'everyone' check (writers in ('everyone', 'members')),
  slow_seconds integer not null default 0,
  filters text[] not null default '{}',
  pinned bigint,
  keep_days integer,
  bot boolean not null default true,
  last_number bigint not null default 0,
  last_change bigint not null default 0,
  created_at timestamptz not null default now()
);

-- Who has written: accounts by their id, guests by the hash of the secret in their browser.
create table people (
  id bigint generated always as identity primary key,
  account text unique,
  secret bytea unique,
  name text not null,
  -- What the name looks like, for comparing.
  likeness text not null,
  seen_at timestamptz not null default now(),
  check ((account is null) <> (secret is null))
);
create index people_likeness on people (likeness);

create table messages (
  room_id integer not null references rooms on delete cascade,
  number bigint not null,
  -- The change by which it became what it is.
  changed bigint not null,
  -- Null for the bot.
  person_id bigint references people on delete set null,
  name text not null,
  role text not null check (role in ('owner', 'moderator', 'member', 'guest', 'bot')),
  -- The writer's own id of it: the same again is not stored again.
  nonce text not null,
  markdown text not null,
  html text not null,
  text text not null,
  reply_to bigint,
  mentions bigint[] not null default '{}',
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (room_id, number)
);
create unique index messages_nonce on messages (room_id, coalesce(person_id, 0), nonce);
create index messages_changed on messages (room_id, changed);
create index messages_of_person on messages (person_id, room_id, number);
create index messages_age on messages (room_id, created_at);
create index messages_words on messages using gin (to_tsvector('simple', text));

create table reactions (
  room_id integer not null,
  number bigint not null,
  person_id bigint not null references people on delete cascade,
  emoji text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (room_id, number, emoji, person_id),
  foreign key (room_id, number) references messages on delete cascade
);

-- Who may not write (mute) or not even be in (block) a room.
create table sanctions (
  id bigint generated always as identity primary key,
  room_id integer not null references rooms on delete cascade,
  person_id bigint not null references people on delete cascade,
  kind text not null check (kind in ('mute', 'block')),
  by_name text not null,
  at timestamptz not null default now(),
  until timestamptz,
  unique (room_id, person_id, kind)
);

create table reads (
  person_id bigint not null references people on delete cascade,
  room_id integer not null references rooms on delete cascade,
  number bigint not null,
  primary key (person_id, room_id)
);
