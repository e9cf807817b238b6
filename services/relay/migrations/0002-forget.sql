-- Who said it: the account that the network has authenticated (`account:ann`) or its own id of them (`id:44`), in small letters;
-- nobody where there is only a name.
alter table lines add column person text;

-- Names and words are erased after a day. That there was a line stays for longer, so that it can still be deleted in other rooms.
create index lines_kept on lines (at) where name <> '';
