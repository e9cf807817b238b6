-- How many writes each account may still send, the same in every process. Of no worth after a crash, so it is not logged.
create unlogged table write_allowance (
  account_id uuid primary key references account on delete cascade,
  left_over real not null,
  at timestamptz not null default clock_timestamp()
);
