-- Kept pages are as the query gives them, no more as the program shows them: those of before are made anew.
truncate post_page;
