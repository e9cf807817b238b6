-- When somebody spoke last in a room, and nothing of what they said.
create table spoken (
  room text not null,
  -- Who they are beyond doubt, else what they are called.
  person text not null,
  -- As it was shown.
  name text not null,
  at timestamptz not null,
  primary key (room, person)
);
create index spoken_name on spoken (room, lower(name));
create index spoken_at on spoken (at);

-- What somebody is to be told when they speak next. A row goes when it was said.
create table tells (
  id integer generated always as identity primary key,
  room text not null,
  told text not null,
  told_by text not null,
  told_by_person text not null,
  text text not null,
  at timestamptz not null default now()
);
create index tells_room on tells (room, lower(told));

-- What a room is asked; one thing at a time.
create table polls (
  id integer generated always as identity primary key,
  room text not null,
  question text not null,
  options text[] not null,
  opened_by text not null,
  opened_by_person text not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  -- Votes for each option, once it is closed: who voted for what is forgotten then.
  counts integer[]
);
create unique index polls_open on polls (room) where closed_at is null;
create index polls_room on polls (room, id);

create table poll_votes (
  poll integer not null references polls on delete cascade,
  person text not null,
  -- From 1.
  choice integer not null,
  primary key (poll, person)
);
