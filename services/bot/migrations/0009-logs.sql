-- What is said in rooms that are logged: off unless set for a room, and kept for some days at most.
alter table room_options
  add column logged boolean not null default false,
  add column log_hours integer not null default 48 check (log_hours between 24 and 72);

create table log_lines (
  id bigint generated always as identity primary key,
  room text not null,
  -- Who said it: beyond doubt where that is known, and the name that was shown.
  person text,
  name text not null,
  message_id text,
  text text not null,
  said_at timestamptz not null default now()
);
create unique index log_lines_message on log_lines (room, message_id) where message_id is not null;
create index log_lines_room on log_lines (room, said_at);
create index log_lines_person on log_lines (person) where person is not null;
create index log_lines_age on log_lines (said_at);
