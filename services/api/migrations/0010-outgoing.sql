-- Mentions of this site on other sites (https://www.w3.org/TR/webmention/), as they were told and what came of each.
create table mention (
  id uuid primary key default gen_random_uuid(),
  source text collate "C" not null,
  target text collate "C" not null,
  -- Host of the source, by which domains are allowed, blocked and remembered.
  host text collate "C" not null,
  -- Absent for a mention of the home page, which has no thread.
  post_id uuid references post on delete cascade,
  origin text not null check (origin in ('webmention', 'pingback')),
  vouch text,
  -- Waiting to be looked at; linked: the source has the link; refused: it has not, or could not be read; gone: it had.
  state text not null default 'waiting' check (state in ('waiting', 'linked', 'refused', 'gone')),
  -- Why it was refused, in a sentence.
  reason text,
  response_id uuid references response on delete set null,
  -- Address of the author's picture on their site, of which a copy is kept here.
  photo_source text,
  received_at timestamptz(3) not null default now(),
  checked_at timestamptz(3),
  constraint mention_pair unique (source, target)
);
create index mention_newest on mention (received_at desc, id desc);
create index mention_stale on mention (checked_at) where state = 'linked';
create index mention_host on mention (host) where state = 'linked';
create index mention_post on mention (post_id);
create index mention_response on mention (response_id);

create table mention_domain (
  domain text collate "C" primary key,
  verdict text not null check (verdict in ('allow', 'block')),
  created_at timestamptz(3) not null default now()
);

-- Links of our posts whose targets are told of them, with how that went. It outlives the post, whose end is told as well.
create table sent_mention (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null,
  -- The post's address as it was first told: a later one would count as another mention.
  source text not null,
  target text collate "C" not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'unsupported', 'failed')),
  -- False once an edit or the end of the post took the link away.
  linked boolean not null default true,
  endpoint text,
  status integer,
  answer text,
  -- Grows with every change that has to be told; a job for an older one does nothing.
  round integer not null default 1,
  tries integer not null default 0,
  next_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  tried_at timestamptz(3),
  constraint sent_mention_pair unique (post_id, target)
);
create index sent_mention_newest on sent_mention (created_at desc, id desc);

-- The hub (https://www.w3.org/TR/websub/): what each topic was when it was last distributed, and who wants it.
create table hub_topic (
  topic text collate "C" primary key,
  hash bytea not null,
  type text not null,
  body bytea not null,
  changed_at timestamptz(3) not null default now()
);
create table hub_subscription (
  id uuid primary key default gen_random_uuid(),
  topic text collate "C" not null,
  callback text collate "C" not null,
  host text collate "C" not null,
  -- Signs what is sent, so it has to be readable.
  secret text,
  expires_at timestamptz(3) not null,
  tries integer not null default 0,
  created_at timestamptz(3) not null default now(),
  constraint hub_subscription_pair unique (topic, callback)
);
create index hub_subscription_host on hub_subscription (host);
create index hub_subscription_expires on hub_subscription (expires_at);

create table webhook (
  id uuid primary key default gen_random_uuid(),
  url text not null,
  events text[] not null,
  -- Signs what is sent, so it has to be readable.
  secret text not null,
  active boolean not null default true,
  -- Since when nothing was taken; after some days the hook is switched off and says why.
  failing_since timestamptz(3),
  problem text,
  created_at timestamptz(3) not null default now()
);
create table webhook_delivery (
  id uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references webhook on delete cascade,
  -- What happened; the id of its row in the outbox, or of the test.
  message text collate "C" not null,
  event text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  status integer,
  answer text,
  round integer not null default 1,
  tries integer not null default 0,
  next_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  tried_at timestamptz(3),
  constraint webhook_delivery_once unique (webhook_id, message)
);
create index webhook_delivery_newest on webhook_delivery (webhook_id, created_at desc, id desc);
create index webhook_delivery_age on webhook_delivery (created_at);
