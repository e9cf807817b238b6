-- Somebody who is signed in at a browser.
create table session (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  -- SHA-256 of 256 random bits.
  hash bytea not null unique,
  user_agent text not null default '',
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index session_account on session (account_id);
create index session_expires on session (expires_at);

alter table account drop constraint account_role_check;
alter table account add constraint account_role_check check (role in ('owner', 'moderator', 'member'));
