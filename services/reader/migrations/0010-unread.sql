-- The queue of what is unread is filled and emptied much faster than other tables: everything that comes in goes through it, and
-- half of it may go at once. At the usual fifth of its rows, lists would first walk past tens of thousands of dead ones, and ask
-- the table for what its indexes have; at a fiftieth it is tidied, and its pages known to be wholly visible, within minutes.
alter table unread set (
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_insert_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.02
);

-- True of an undo whose number is that of a part, which was taken out of what is unread when it was made read.
alter table undos add part boolean not null default false;
