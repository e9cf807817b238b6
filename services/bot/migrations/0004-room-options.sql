-- What is set for a room alone; a room without a row is as the configuration has it.
create table room_options (
  room text primary key,
  -- What a command begins with there; null as everywhere.
  prefix text,
  -- Names of actions that the bot does not do there.
  off text[] not null default '{}',
  -- Accounts of the room's network that may set these by command.
  moderators text[] not null default '{}',
  changed_at timestamptz not null default now()
);
