-- What a post's page shows, as it was last read: one look-up in place of a dozen. ADR 15 says why it cannot be old.
create table post_page (
  post_id uuid primary key references post on delete cascade,
  -- The transactions whose changes are in it.
  seen pg_snapshot not null,
  content text not null,
  made_at timestamptz not null default now()
);

-- A transaction that changed what pages show: of one post, or of any.
create table page_change (
  id bigint generated always as identity primary key,
  post_id uuid,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now()
);
create index page_change_xid on page_change (post_id, xid);

-- Its table has a column post_id, and the rows that changed are named so.
create function note_thread_change() returns trigger language plpgsql set search_path from current as $$
begin
  insert into page_change (post_id) select distinct post_id from changed;
  return null;
end $$;

-- Posts name each other as neighbours and as alike, so that any of them may show a change of one.
create function note_site_change() returns trigger language plpgsql set search_path from current as $$
begin
  insert into page_change (post_id) select null where exists (select from changed);
  return null;
end $$;

create function note_row_change() returns trigger language plpgsql set search_path from current as $$
begin
  insert into page_change (post_id) values (null);
  return null;
end $$;

create trigger response_added after insert on response
  referencing new table as changed for each statement execute function note_thread_change();
create trigger response_changed after update on response
  referencing new table as changed for each statement execute function note_thread_change();
create trigger response_removed after delete on response
  referencing old table as changed for each statement execute function note_thread_change();

create trigger post_added after insert on post
  referencing new table as changed for each statement execute function note_site_change();
create trigger post_changed after update on post
  referencing new table as changed for each statement execute function note_site_change();
create trigger post_removed after delete on post
  referencing old table as changed for each statement execute function note_site_change();

create trigger post_tag_added after insert on post_tag
  referencing new table as changed for each statement execute function note_site_change();
create trigger post_tag_changed after update on post_tag
  referencing new table as changed for each statement execute function note_site_change();
create trigger post_tag_removed after delete on post_tag
  referencing old table as changed for each statement execute function note_site_change();

create trigger tag_changed after update on tag
  for each row when (old.name is distinct from new.name) execute function note_row_change();
create trigger series_changed after update on series
  for each row when (old.name is distinct from new.name) execute function note_row_change();
-- A post may name a picture before it is here.
create trigger media_added after insert on media for each row execute function note_row_change();
create trigger media_changed after update on media for each row
  when ((old.alt, old.responsive, old.width, old.height) is distinct from (new.alt, new.responsive, new.width, new.height))
  execute function note_row_change();
create trigger media_removed after delete on media for each row execute function note_row_change();
create trigger account_changed after update on account
  for each row when (old.role is distinct from new.role) execute function note_row_change();
