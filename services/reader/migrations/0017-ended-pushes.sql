-- What hubs promised to tell of and need not any more, until they have been told so or their promise ends.
create table ended_pushes (
  -- The unguessable last part of the callback's address, by which the hub asks whether that is meant.
  callback text primary key,
  hub text not null,
  topic text not null,
  lease_until timestamptz not null,
  failures integer not null default 0,
  next_ask_at timestamptz not null default now()
);
create index ended_pushes_due on ended_pushes (next_ask_at);
