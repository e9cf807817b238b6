-- How far each file of an item was heard or seen, in seconds by its address, since an item may come with several.
alter table marks add column positions jsonb;
update marks m set positions = jsonb_build_object(f.url, m.position)
from items i cross join lateral (
  select e.file->>'url' as url from jsonb_array_elements(i.enclosures) with ordinality as e(file, n)
  where e.file->>'medium' = 'audio' order by e.n limit 1
) f
where i.id = m.item_id and m.position is not null;
alter table marks drop column position;
