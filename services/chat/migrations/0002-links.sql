-- Whether links that are posted are shown with what they lead to.
alter table rooms add column previews boolean not null default true;

-- The link of a message that is shown so.
alter table messages add column link text;
create index messages_link on messages (link) where link is not null;

-- What a link leads to, read once for all messages that name it.
create table previews (
  url text primary key,
  -- There is something to show.
  found boolean not null,
  title text not null default '',
  about text not null default '',
  site text not null default '',
  -- Path under which its picture is shown here.
  image text,
  fetched_at timestamptz not null default now()
);
create index previews_age on previews (fetched_at);
