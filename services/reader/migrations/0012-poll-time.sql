-- How long the last poll of a feed took: of those that are due, the slow go first.
alter table feeds add column poll_ms integer not null default 0;
