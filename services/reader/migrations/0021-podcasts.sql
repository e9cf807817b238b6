-- What an episode says of itself in Podcasting 2.0, and how a feed asks to be supported: see `Episode` and `Funding` in the contract.
alter table items add column episode jsonb;
alter table feeds add column funding jsonb;
