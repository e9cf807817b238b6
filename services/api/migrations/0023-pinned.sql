-- The few posts that stand first on the home page.
create index post_pinned on post (published_at desc, id desc) where listed and pinned;
