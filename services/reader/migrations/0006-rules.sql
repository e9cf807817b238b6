-- What a person wants done with items as they come in.
create table rules (
  id bigint generated always as identity primary key,
  reader_id integer not null references readers on delete cascade,
  position integer not null,
  name text not null,
  -- { every, conditions: [{ field, operator, value, not }] }
  match jsonb not null,
  -- { hide, read, star, tags, notify, room, stop }
  actions jsonb not null,
  enabled boolean not null default true,
  -- While it is applied to what is here already: the id below which it goes on; and how far that is, or was the last time.
  apply_below bigint,
  applied_looked integer,
  applied_total integer,
  applied_matched integer
);
create index rules_reader on rules (reader_id, position);
create index rules_applying on rules (id) where apply_below is not null;

-- Items that a rule tells a person of, until they have seen it.
create table notices (
  reader_id integer not null references readers on delete cascade,
  item_id bigint not null references items on delete cascade,
  rule text not null,
  made_at timestamptz not null default now(),
  primary key (reader_id, item_id)
);
create index notices_item on notices (item_id);
create index notices_made on notices (reader_id, made_at desc, item_id desc);

-- What the bot has yet to say in a room. A row goes when it was said.
create table messages (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  room text not null,
  text text not null,
  made_at timestamptz not null default now()
);
create index messages_number on messages (number);
