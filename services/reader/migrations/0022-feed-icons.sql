-- The picture by which a feed lets itself be known, for where its site has none.
alter table feeds add column icon_url text;
