-- The site of its writer, proved by IndieAuth when it was sent: who proves it again may change the comment.
alter table response add column site_url text;
create index response_site on response (site_url, received_at desc) where site_url is not null;
