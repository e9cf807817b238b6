-- Whoever is let in no more; what they wrote stays.
alter table account add column disabled_at timestamptz(3);

alter table token
  -- Never, when there is none.
  add column expires_at timestamptz(3),
  -- 'personal' is made by a person for a program of theirs; others come from a program that asked to be let in.
  add column kind text not null default 'personal',
  -- Which program asked.
  add column client_id text;

-- How its person came in: 'passkey', 'recovery-code', 'token', 'link', 'setup' or 'invitation'.
alter table session add column method text not null default 'token';

-- WebAuthn credentials (https://www.w3.org/TR/webauthn-3/#credential-record).
create table passkey (
  -- The credential's id in base64url.
  id text collate "C" primary key,
  account_id uuid not null references account on delete cascade,
  name text not null,
  public_key bytea not null,
  -- What its authenticator counted at its last use; 0 where it does not count.
  counter bigint not null,
  transports text[] not null,
  -- Whether it is kept in more than one place, as passkeys of a phone or a password manager are.
  backed_up boolean not null,
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3)
);
create index passkey_account on passkey (account_id);

-- What a browser has to sign next. Each is taken out by the answer to it, right or wrong.
create table passkey_challenge (
  -- SHA-256 of the challenge, and of the secret in the cookie of the browser that asked for it.
  hash bytea primary key,
  browser bytea not null,
  -- Who adds a passkey; nobody's to sign in.
  account_id uuid references account on delete cascade,
  expires_at timestamptz(3) not null
);
create index passkey_challenge_expires on passkey_challenge (expires_at);

-- Ten to a set: with one a person comes in when the passkeys are lost.
create table recovery_code (
  -- Says whose it is without being secret, so that guesses count against that account.
  account_id uuid not null references account on delete cascade,
  -- SHA-256 of 100 random bits, which nobody finds by trying: a slow hash would add nothing.
  hash bytea not null,
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3),
  primary key (account_id, hash)
);
alter table account add column recovery_label text collate "C" constraint account_recovery_label_key unique;

-- Made on the machine for who has lost every other way in.
create table sign_in_link (
  hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  expires_at timestamptz(3) not null
);
create index sign_in_link_account on sign_in_link (account_id);

create table invitation (
  id uuid primary key default gen_random_uuid(),
  hash bytea not null unique,
  role text not null check (role in ('moderator', 'member')),
  -- For whom it is, as the owner noted it.
  note text not null default '',
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  account_id uuid references account on delete set null
);
create index invitation_created on invitation (created_at desc);

-- What was done here, by whom and from where.
create table audit (
  id uuid primary key default gen_random_uuid(),
  at timestamptz(3) not null default now(),
  -- Nobody's for what is done on the machine itself, or by somebody who is not known.
  account_id uuid references account on delete set null,
  -- The account's name at that time, which outlives it.
  account_name text,
  -- 'area.what', such as 'token.create'.
  action text collate "C" not null,
  area text collate "C" not null generated always as (split_part(action, '.', 1)) stored,
  -- What it was done to, in words.
  subject text not null default '',
  detail jsonb not null default '{}',
  -- The network it came from: an IPv4 /24 or an IPv6 /48.
  address text
);
create index audit_at on audit (at desc, id desc);
create index audit_area on audit (area, at desc, id desc);
create index audit_account on audit (account_id, at desc, id desc);
