-- The files under `media`, so that they can be listed, searched and described. A file's path holds the hash of its content.
create table media (
  id uuid primary key default gen_random_uuid(),
  path text collate "C" not null unique,
  -- As it was called where it came from.
  name text not null,
  type text not null,
  bytes bigint not null,
  -- Of a picture as it is shown, in pixels; null for what is none or cannot be read.
  width integer,
  height integer,
  -- Whether smaller sizes can be made of it: a picture that can be decoded and does not move.
  responsive boolean not null default false,
  -- What it shows, for a post that does not say it itself.
  alt text not null default '',
  search tsvector not null,
  created_at timestamptz(3) not null default now()
);
create index media_newest on media (created_at desc, id desc);
create index media_by_type on media (split_part(type, '/', 1), created_at desc, id desc);
create index media_search on media using gin (search);

-- Which posts use which file, by the hash in its path: kept by the database itself, so that no way of writing a post forgets it.
create table media_use (
  post_id uuid not null references post on delete cascade,
  hash text collate "C" not null,
  primary key (post_id, hash)
);
create index media_use_hash on media_use (hash);

create function note_media_use() returns trigger language plpgsql set search_path from current as $$
begin
  delete from media_use where post_id = new.id;
  insert into media_use
    select distinct new.id, hit[1]
    from regexp_matches(new.markdown || ' ' || new.photos::text, 'media/[0-9a-f]{2}/([0-9a-f]{40})', 'g') as hit;
  return null;
end
$$;
create trigger post_media_use after insert or update of markdown, photos on post
  for each row execute function note_media_use();

insert into media_use
  select distinct post.id, hit[1]
  from post, regexp_matches(post.markdown || ' ' || post.photos::text, 'media/[0-9a-f]{2}/([0-9a-f]{40})', 'g') as hit;

-- Which version of the renderer made the HTML (core/markdown), so that older HTML is made anew after an update.
alter table post add column renderer smallint not null default 0;
create index post_renderer on post (renderer);
