-- Answers to writes that came with an Idempotency-Key, for a day, so that a repetition gets the same and does nothing twice.
create table kept_answer (
  -- The account that asked, or for a visitor what was asked.
  caller text not null,
  -- HMAC of the key: it is a part of what the answer is encrypted with.
  key_hash bytea not null,
  request_hash bytea not null,
  -- Encrypted, since it may hold a new token; absent while the request is under way.
  answer bytea,
  created_at timestamptz(3) not null default now(),
  primary key (caller, key_hash)
);
create index kept_answer_age on kept_answer (created_at);
