-- The desk shows the newest first and, among cases of the same instant, the later identifier: with both in the index nothing
-- is sorted for a page (measured on SQLite: a quarter of the time of that query).
drop index cases_of_account;
create index cases_of_account on cases (account_id, body_id, received_at, id);
