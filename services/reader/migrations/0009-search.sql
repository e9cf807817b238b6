-- What new items are found by is put into the index of words half a megabyte at a time: nobody who brings an item waits longer
-- for it than a tenth of a second, and a search looks through that much at most.
alter index items_words set (gin_pending_list_limit = 512);
