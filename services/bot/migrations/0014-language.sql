-- What somebody was asked about may be one of several things: `[{action, arguments}]`, the first of which stands in the row too.
alter table confirmations add column options jsonb;
-- The time zone of a room (IANA); null for the one of the configuration.
alter table room_options add column time_zone text;
