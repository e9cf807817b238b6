-- In which language the items of a feed are as this person says, as a language tag; null where the feed's own word holds.
alter table subscriptions add column language text;
