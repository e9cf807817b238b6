-- Whether it is kept in a room when somebody spoke last: off unless set. What was kept before goes by itself where it is off.
alter table room_options add column seen boolean not null default false;
