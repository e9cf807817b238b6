-- Public posts of one kind, newest first.
create index post_public_kind on post (kind, published_at desc, id desc) where listed;
