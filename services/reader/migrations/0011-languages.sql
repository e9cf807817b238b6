-- What language a feed says that it is in, as a language tag (BCP 47) in its usual form.
alter table feeds add column language text;
