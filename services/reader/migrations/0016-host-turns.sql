-- When a feed was last taken to be asked, so that all processes together keep to the gap between two of one host.
alter table feeds add asked_at timestamptz;
create index feeds_asked on feeds (asked_at);
create index feeds_claimed on feeds (host) where claim is not null;
