-- Somebody who comments under a name and a code. Two people may choose the same name while neither has a comment shown;
-- the first who has one owns it from then on.
create table commenter (
  id uuid primary key default gen_random_uuid(),
  -- As last written.
  name text not null,
  -- The name folded so that look-alikes are one.
  name_key text collate "C" not null,
  -- scrypt of the code, salted by the name and a key that is not in the database.
  code_hash bytea not null,
  -- When the name became theirs.
  established_at timestamptz(3),
  -- Comments are shown without waiting.
  trusted boolean not null default false,
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3) not null default now(),
  constraint commenter_identity unique (name_key, code_hash)
);
create unique index commenter_owns_name on commenter (name_key) where established_at is not null;

alter table response
  add column commenter_id uuid references commenter on delete set null,
  -- Keyed hash of the address that it came from, shortened to a network; taken away after a month.
  add column address_hash bytea,
  -- Keyed hash of its words, by which copies are found.
  add column words_hash bytea,
  -- Why it waits or is held for spam.
  add column reasons text[] not null default '{}',
  -- When the owner was told of it by mail.
  add column told_at timestamptz(3);
create index response_parent on response (parent_id) where parent_id is not null;
create index response_recent on response (created_at desc, id desc)
  where status = 'approved' and kind in ('comment', 'reply');
create index response_commenter on response (commenter_id, received_at desc) where commenter_id is not null;
create index response_address on response (address_hash, received_at desc) where address_hash is not null;
create index response_words on response (words_hash, received_at desc) where words_hash is not null;
create index response_post_recent on response (post_id, received_at desc);
create index response_untold on response (received_at) where told_at is null;

-- Posts that take no more comments whatever the site's settings say.
create table closed_thread (
  post_id uuid primary key references post on delete cascade,
  created_at timestamptz(3) not null default now()
);

-- Every decision on a comment or mention, by whom, and what was before, so that it can be undone. Those made together share a batch.
create table decision (
  id bigint generated always as identity primary key,
  batch uuid not null,
  response_id uuid not null references response on delete cascade,
  action text not null check (action in ('approve', 'pend', 'spam', 'delete', 'edit')),
  made_by text not null check (made_by in ('moderator', 'author', 'rule')),
  account_id uuid references account on delete set null,
  -- { status, markdown, html, text, author, verified, trusted, established }: what the change touched.
  before jsonb not null,
  created_at timestamptz(3) not null default now(),
  undone_at timestamptz(3)
);
create index decision_batch on decision (batch);
create index decision_response on decision (response_id, id desc);

-- What is held back without asking.
create table block (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('word', 'domain', 'address', 'sender', 'commenter')),
  -- Address: an IP address or network. Sender: the keyed hash of one. Commenter: an id.
  value text collate "C" not null,
  note text not null default '',
  account_id uuid references account on delete set null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  constraint block_once unique (kind, value)
);

-- Wrong codes, and the networks from which a right one came, by keyed hashes.
create table guess (
  key bytea primary key,
  failures integer not null default 0,
  -- No other try before this.
  next_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now()
);
create index guess_seen on guess (seen_at);

-- Challenges that were answered, so that none counts twice.
create table used_challenge (
  id bytea primary key,
  expires_at timestamptz(3) not null
);
create index used_challenge_expires on used_challenge (expires_at);

-- The random secret of a day. It is thrown away soon after, and with it every way to tell who gave an answer.
create table day_secret (
  day date primary key,
  secret bytea not null
);

create table feedback (
  id uuid primary key default gen_random_uuid(),
  post_id uuid not null references post on delete cascade,
  -- Keyed hash of visitor, post and day.
  visitor bytea not null,
  useful boolean not null,
  words text not null default '',
  created_at timestamptz(3) not null default now(),
  constraint feedback_once unique (post_id, visitor)
);
create index feedback_words on feedback (created_at desc, id desc) where words <> '';
create index feedback_post on feedback (post_id, useful);

-- An e-mail address of somebody who wants to hear of replies. It is forgotten when they no longer do.
create table subscriber (
  id uuid primary key default gen_random_uuid(),
  -- Keyed hash of the address.
  email_hash bytea not null unique,
  email text,
  -- When a letter that asks to confirm went out last.
  asked_at timestamptz(3),
  confirmed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  check (email is not null or confirmed_at is null)
);
alter table response add column subscriber_id uuid references subscriber on delete set null;
create index response_subscriber on response (subscriber_id) where subscriber_id is not null;

-- Mail to be sent. A row is written in the transaction of what it tells, and taken by whoever sends it.
create table letter (
  id uuid primary key default gen_random_uuid(),
  -- What it is about, so that nothing is told twice.
  about text collate "C" not null unique,
  kind text not null check (kind in ('owner', 'confirm', 'reply')),
  response_id uuid references response on delete cascade,
  subscriber_id uuid references subscriber on delete cascade,
  due_at timestamptz(3) not null default now(),
  attempts integer not null default 0,
  sent_at timestamptz(3),
  failure text,
  created_at timestamptz(3) not null default now()
);
create index letter_due on letter (due_at) where sent_at is null and failure is null;
