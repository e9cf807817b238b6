-- The posts of a series, the newest first: as feeds and lists have them, whatever their order in the series.
create index post_series_newest on post (series, published_at, id) where listed and series is not null;
