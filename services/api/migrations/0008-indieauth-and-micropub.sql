-- Tokens that programs got by IndieAuth: whose they are, when they end, and how they are renewed.
alter table token
  add column if not exists client_id text,
  -- All that the owner allowed; a renewed token may be asked for with less in `scopes`.
  add column granted text[],
  -- SHA-256 of the refresh token that is valid now, and of the one before: whoever comes with that one has stolen it, or was robbed.
  add column refresh_hash bytea constraint token_refresh_key unique,
  add column refresh_before bytea constraint token_refresh_before_key unique,
  -- A token of a program ends when it was not used for a while; one made by the owner never.
  add column if not exists expires_at timestamptz(3);
create index token_expires on token (expires_at) where expires_at is not null;

-- What the owner allowed a program, until the program fetches it: https://indieauth.spec.indieweb.org/#authorization-response
create table authorization_code (
  -- SHA-256 of 256 random bits.
  hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  client_id text not null,
  client_name text not null,
  redirect_uri text not null,
  scopes text[] not null,
  -- The PKCE challenge (S256) that the program's verifier must give.
  challenge text not null,
  expires_at timestamptz(3) not null,
  -- A code that is used twice takes back what it gave the first time.
  used_at timestamptz(3),
  token_id uuid references token on delete set null
);
create index authorization_code_expires on authorization_code (expires_at);
create index authorization_code_account on authorization_code (account_id);
create index authorization_code_token on authorization_code (token_id) where token_id is not null;

-- A visitor who is on the way to a site of their own to prove that it is theirs.
create table web_sign_in (
  hash bytea primary key,
  verifier text not null,
  -- What was typed in and where it led: either may come back as the proved address.
  seen text[] not null,
  authorization_endpoint text not null,
  issuer text,
  next text not null,
  expires_at timestamptz(3) not null
);
create index web_sign_in_expires on web_sign_in (expires_at);

-- A visitor who has proved which site is theirs.
create table web_identity (
  hash bytea primary key,
  url text not null,
  name text not null,
  -- Path of a picture on this site.
  photo text,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index web_identity_expires on web_identity (expires_at);

-- Properties that a Micropub client gave a post and that posts here have no column for, kept as they came (microformats2 JSON).
create table post_property (
  post_id uuid primary key references post on delete cascade,
  properties jsonb not null
);

-- Posts that a Micropub client deleted, for as long as it may take that back.
create table deleted_post (
  id uuid primary key,
  slug text collate "C" not null,
  -- The fields as a writer sends them, the properties above, and the responses under the post.
  input jsonb not null,
  properties jsonb not null,
  responses jsonb not null,
  deleted_at timestamptz(3) not null default now()
);
create index deleted_post_slug on deleted_post (slug, deleted_at desc);
create index deleted_post_age on deleted_post (deleted_at);

-- What came by the media endpoint, the newest first for `q=last` and `q=source`.
create table micropub_upload (
  path text collate "C" primary key,
  account_id uuid not null references account on delete cascade,
  at timestamptz(3) not null default now()
);
create index micropub_upload_newest on micropub_upload (account_id, at desc, path desc);
