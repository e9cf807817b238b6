-- A person's items that have tags of their own, among all that they starred, heard or had hidden.
create index marks_tagged on marks (reader_id) where tags <> '{}';
