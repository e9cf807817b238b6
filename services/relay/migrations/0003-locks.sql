-- Rooms that were closed from here, and have not been opened again.
create table locks (
  room text primary key,
  -- What opens the room again.
  undo text not null,
  at timestamptz not null default now()
);
