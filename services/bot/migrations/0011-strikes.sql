-- Breaches of rules that count towards what comes next, and those taken back, in the order in which they came. What went with a
-- time-out that was in force counts no further, so that decisions do not tell it.
create table strikes (
  id bigint generated always as identity primary key,
  room text not null,
  person text not null,
  at timestamptz not null default now(),
  -- The last one before it counts no more.
  taken_back boolean not null default false,
  -- The process of the bot that has it in memory already.
  process uuid not null
);
create index strikes_at on strikes (at);

insert into strikes (room, person, at, process)
select room, person, at, gen_random_uuid() from decisions
where person is not null and rule not in ('hand', 'raid') and act <> 'delete' and state <> 'undone'
order by id;
