-- Who may read a room; who may not read it may not write there either.
alter table rooms add column readers text not null default 'everyone' check (readers in ('everyone', 'members'));
