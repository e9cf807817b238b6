-- What was said in a room and is worth keeping. Numbers count up in each room and are never given twice.
create table quotes (
  room text not null,
  number integer not null,
  text text not null,
  added_by text not null,
  added_at timestamptz not null default now(),
  primary key (room, number)
);

create table quote_numbers (
  room text primary key,
  last integer not null
);
