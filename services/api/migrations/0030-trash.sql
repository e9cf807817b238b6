-- Whatever way a post is deleted, all of it is kept for a while: also its revisions, old slugs, decisions, mentions and answers.
alter table deleted_post
  -- The rows of the other tables by their names, and what the post's own row has beside its fields.
  add column more jsonb not null default '{}',
  -- Who deleted it.
  add column account_id uuid references account on delete set null;
create index deleted_post_account on deleted_post (account_id) where account_id is not null;
drop index deleted_post_age;
create index deleted_post_newest on deleted_post (deleted_at desc, id desc);
