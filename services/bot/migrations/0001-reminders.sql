-- What somebody wants to be told, where and when. A row goes when it was said or taken back.
create table reminders (
  id uuid primary key default gen_random_uuid(),
  room text not null,
  -- Who asked for it, and who is to be told: names as they are shown in the room.
  asked_by text not null,
  told text not null,
  text text not null,
  due_at timestamptz not null,
  asked_at timestamptz not null default now()
);
create index reminders_room on reminders (room, lower(asked_by), due_at);
