-- What somebody with an account has written, newest first, as by name and code (`response_commenter`) and by site (`response_site`).
create index response_account on response (account_id, received_at desc) where account_id is not null;
