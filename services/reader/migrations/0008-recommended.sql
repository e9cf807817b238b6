-- What the owner recommends in public, and why, in words of theirs.
alter table marks
  add recommended_at timestamptz(3),
  add comment text not null default '';
create index marks_recommended on marks (reader_id, recommended_at desc, item_id desc) where recommended_at is not null;

-- What the feed says of itself.
alter table feeds add description text;

-- What somebody brought from another reader is in a feed of their own, which has no host.
alter table feeds alter host drop not null;
