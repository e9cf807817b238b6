-- What a writer has changed in a post that others can see or are promised, and has not published yet. One of each writer, so
-- that two who write at one post do not write over each other.
create table working_copy (
  post_id uuid not null references post on delete cascade,
  account_id uuid not null references account on delete cascade,
  -- The version of the post that it began from.
  base_version integer not null,
  -- Grows with every save, so that two windows of one writer notice each other.
  version integer not null default 1,
  -- JSON: a PostInput. Text, since it is only ever read whole.
  content text not null,
  updated_at timestamptz(3) not null default now(),
  primary key (post_id, account_id)
);
create index working_copy_account on working_copy (account_id, updated_at desc);
