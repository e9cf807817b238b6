-- How often what every process keeps in memory has been changed, by its kind.
create table revisions (
  kind text primary key,
  revision bigint not null
);

-- What the owner and moderators have the bot say to words of their own.
create table commands (
  id integer generated always as identity primary key,
  -- The room that has it; empty for every room.
  room text not null default '',
  name text not null,
  aliases text[] not null default '{}',
  -- With variables, such as $(user).
  text text not null,
  -- Seconds between two uses in a room, and between two by one person.
  cooldown integer not null default 0,
  person_cooldown integer not null default 0,
  -- Who may use it.
  needs text not null default 'everyone' check (needs in ('everyone', 'certain', 'moderator')),
  changed_at timestamptz not null default now(),
  unique (room, name)
);

create table command_uses (
  command integer not null references commands on delete cascade,
  room text not null,
  count integer not null default 1,
  used_at timestamptz not null default now(),
  primary key (command, room)
);

-- For cooldowns of persons alone; forgotten after a day.
create table command_people (
  command integer not null references commands on delete cascade,
  room text not null,
  person text not null,
  used_at timestamptz not null default now(),
  primary key (command, room, person)
);

create table counters (
  room text not null,
  name text not null,
  value integer not null default 0,
  changed_at timestamptz not null default now(),
  primary key (room, name)
);

-- What is said in a room again and again.
create table timers (
  id integer generated always as identity primary key,
  room text not null,
  text text not null,
  minutes integer not null check (minutes > 0),
  -- Lines that people must have said since, so that it does not talk to itself.
  min_lines integer not null default 0,
  active boolean not null default true,
  lines integer not null default 0,
  next_at timestamptz not null,
  -- How often it was said; names the answer, so that it is said once.
  round integer not null default 0,
  said_at timestamptz
);
create index timers_due on timers (next_at) where active;
create index timers_room on timers (room);
