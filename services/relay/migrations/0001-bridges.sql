-- Rooms that are joined to one another; those in the configuration are not here.
create table bridges (
  id bigint generated always as identity primary key,
  name text not null unique,
  rooms text[] not null check (cardinality(rooms) between 2 and 20),
  options jsonb not null default '{}',
  paused boolean not null default false,
  created_at timestamptz not null default now()
);

-- What was said in a room of a bridge.
create table lines (
  id bigint generated always as identity primary key,
  room text not null,
  -- The network's own id of it, or one of ours where the network has none.
  message text not null,
  name text not null,
  network text not null,
  text text not null,
  action boolean not null default false,
  reply_to bigint references lines on delete set null,
  at timestamptz not null default now(),
  unique (room, message)
);
create index lines_age on lines (at);
create index lines_replies on lines (reply_to) where reply_to is not null;

-- What is to be told of a line in another room: the line itself, that it was changed, that it was deleted.
create table copies (
  id bigint generated always as identity primary key,
  line bigint not null references lines on delete cascade,
  room text not null,
  kind text not null check (kind in ('say', 'edit', 'delete')),
  -- The same of one line is told once in a room.
  key text not null,
  -- Sending: handed to the network, which has not said that it has it.
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'dropped', 'told')),
  -- The ids that it has there.
  messages text[] not null default '{}',
  problem text,
  at timestamptz not null default now(),
  unique (line, room, key)
);
create index copies_waiting on copies (room, id) where state in ('waiting', 'sending');
create index copies_dropped on copies (room) where state = 'dropped';
create index copies_messages on copies using gin (messages);

-- Up to where a network has been read.
create table cursors (
  name text primary key,
  value text not null,
  at timestamptz not null default now()
);

-- Tokens of networks, encrypted with a key that is not in the database.
create table secrets (
  name text primary key,
  sealed bytea not null,
  at timestamptz not null default now()
);
