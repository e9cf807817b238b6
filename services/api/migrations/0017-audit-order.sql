-- Entries of one millisecond in the order in which they were written.
drop index audit_at;
drop index audit_area;
drop index audit_account;
alter table audit drop column id;
alter table audit add column id bigint generated always as identity primary key;
create index audit_area on audit (area, id desc);
create index audit_account on audit (account_id, id desc);
create index audit_at on audit (at);

-- A token of a program is told by its client.
alter table token drop column kind;
