-- Chapters and transcripts of episodes, as they were last read from the files that their feeds name.
create table episode_parts (
  item_id bigint references items on delete cascade,
  part text check (part in ('chapters', 'transcript')),
  -- From where; what a feed names now is read anew.
  url text not null,
  -- Null while none could be read.
  content jsonb,
  -- What is wrong, in words; null when the last fetch went well.
  problem text,
  fetched_at timestamptz not null default now(),
  primary key (item_id, part)
);
