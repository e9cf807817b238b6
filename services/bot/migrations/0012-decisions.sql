-- What somebody had sent before a time-out or ban of theirs was in force: it counts towards nothing.
alter table decisions add column follows boolean not null default false;
-- How often more the same was to be done to the same person, and how often of that the network refused it.
alter table decisions add column more integer not null default 0;
alter table decisions add column refused integer not null default 0;
-- When it has to be lifted, where the network does not end it by itself.
alter table decisions add column lift_at timestamptz;
create index decisions_lifting on decisions (lift_at) where state = 'done' and lift_at is not null;
create index decisions_locks on decisions (room) where act = 'lock' and state = 'done';
