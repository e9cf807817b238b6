-- What a person's reading apps sign in with. Of the secret only hashes are kept, each SHA-256: it is random and long.
create table app_passwords (
  id bigint generated always as identity primary key,
  reader_id integer not null references readers on delete cascade,
  -- The person's own name for where it is used.
  name text not null,
  -- The user name that goes with it; one of the two values that Fever's key is made from.
  login text not null,
  -- Of the password itself, of the token that ClientLogin gives for it, and of the key that Fever's apps send.
  secret_hash bytea not null unique,
  auth_hash bytea not null unique,
  fever_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index app_passwords_reader on app_passwords (reader_id, id);

-- A feed's items in the order in which they came, by which programs keep in step.
create index sources_arrival on sources (feed_id, item_id);
