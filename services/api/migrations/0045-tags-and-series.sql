-- What the owner says of a tag and of a series, over the posts on their pages.
alter table tag add column description text not null default '';
alter table series add column description text not null default '';
-- Where a post stands in its series, from 1 on, when somebody has put it in order; the others come after, by their time.
alter table post add column part integer not null default 1000000;
drop index post_series;
create index post_series on post (series, part, published_at, id) where listed and series is not null;
