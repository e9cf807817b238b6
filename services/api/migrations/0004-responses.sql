-- Comments written here and mentions found on other sites: one thread, one queue.
create table response (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null references post on delete cascade,
  kind text not null check (kind in ('comment', 'reply', 'like', 'repost', 'bookmark', 'rsvp', 'mention')),
  origin text not null check (origin in ('comment', 'webmention', 'pingback')),
  status text not null check (status in ('pending', 'approved', 'spam', 'deleted')),
  parent_id uuid references response on delete set null,
  author_name text not null,
  author_url text,
  -- Path of a picture on this site.
  author_photo text,
  verified boolean not null default false,
  -- Written by somebody with an account here.
  account_id uuid references account on delete set null,
  -- As written here; empty for what stands on another site.
  markdown text not null default '',
  -- Sanitised when it came.
  html text not null default '',
  text text not null default '',
  -- Where it stands on another site, and the address here that it points at.
  source_url text,
  target_url text,
  rsvp text check (rsvp in ('yes', 'no', 'maybe', 'interested')),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  received_at timestamptz(3) not null default now(),
  edited_at timestamptz(3),
  decided_at timestamptz(3)
);
create unique index response_source on response (source_url, post_id) where source_url is not null;
create index response_thread on response (post_id, created_at, id) where status = 'approved';
create index response_queue on response (status, received_at desc, id desc);
