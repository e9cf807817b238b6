-- Each setting as JSON, since most are more than a text.
alter table setting rename to setting_text;
create table setting (
  key text primary key,
  value jsonb not null
);
insert into setting (key, value)
  select case key when 'authorName' then 'author' else key end,
    case key when 'authorName' then jsonb_build_object('name', value) else to_jsonb(value) end
  from setting_text;
drop table setting_text;
