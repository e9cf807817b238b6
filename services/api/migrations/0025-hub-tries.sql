-- Tries are counted by the job that makes them.
alter table hub_subscription drop column tries;
