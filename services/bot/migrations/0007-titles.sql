-- Whether the titles of links that people post in the room are told there.
alter table room_options add column titles boolean not null default false;
