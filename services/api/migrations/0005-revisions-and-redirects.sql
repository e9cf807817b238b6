-- When the version that a post has now was written, and by whom; updated_at is what visitors are told, and an import sets it.
alter table post
  add column changed_at timestamptz(3) not null default now(),
  add column changed_by uuid references account on delete set null;
update post set changed_at = updated_at;
create index post_changed_by on post (changed_by) where changed_by is not null;

-- What a post was before each change: its fields as a writer sends them.
create table post_revision (
  post_id uuid not null references post on delete cascade,
  version integer not null,
  snapshot jsonb not null,
  -- Who wrote this version, and when.
  account_id uuid references account on delete set null,
  at timestamptz(3) not null,
  kept_at timestamptz(3) not null default now(),
  primary key (post_id, version)
);
create index post_revision_account on post_revision (account_id) where account_id is not null;

-- Slugs that posts had while visitors could see them. A post that has the slug now goes before them.
create table old_slug (
  slug text collate "C" primary key,
  post_id uuid not null references post on delete cascade,
  at timestamptz(3) not null default now()
);
create index old_slug_post on old_slug (post_id);

-- Paths of this site that lead elsewhere (301, 302) or are gone for good (410).
create table redirect (
  path text collate "C" primary key,
  target text,
  status smallint not null check (status in (301, 302, 410)),
  -- Made when a post was deleted, not by the owner.
  automatic boolean not null default false,
  created_at timestamptz(3) not null default now(),
  check ((status = 410) = (target is null))
);

-- The lists of the admin screens: any order, narrowed by what is rare.
create index post_by_kind on post (kind, sort_at desc, id desc);
create index post_not_public on post (visibility, sort_at desc, id desc) where visibility <> 'public';
create index post_by_update on post (updated_at desc, id desc);
create index post_by_title on post (left(lower(title), 100), id);
-- A draft is found by its writer: the index for searching holds every post.
drop index post_search;
create index post_search on post using gin (search);
