-- The language of a room as a tag (BCP 47), for dates, numbers and translations; null for English as everywhere. And whether
-- what is said there in another language is said again in that one.
alter table room_options
  add column language text,
  add column translated boolean not null default false;
