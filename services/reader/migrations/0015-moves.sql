-- Where its server says that it has moved for good when that is not remembered, and why not.
alter table feeds
  add move_url text,
  add move_kept text check (move_kept in ('secrets', 'insecure', 'taken'));
