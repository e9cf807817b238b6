-- What moderators did in rooms, with the names as they were: it stays when the person or the message is gone.
create table moderation (
  id bigint generated always as identity primary key,
  room_id integer not null references rooms on delete cascade,
  action text not null
    check (action in ('mute', 'unmute', 'block', 'unblock', 'delete', 'pin', 'unpin', 'slow', 'writers')),
  by_name text not null,
  -- Whom it was done to, if anybody.
  person_name text,
  -- The message that it was done to, if any.
  number bigint,
  -- How: minutes of a sanction, seconds of slow mode, who may write.
  detail text,
  at timestamptz not null default now()
);
create index moderation_room on moderation (room_id, id);
