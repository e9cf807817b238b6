import type pg from 'pg';

export interface Column {
  readonly table: string;
  readonly name: string;
  /** The type's own name in the catalogue, such as `int8`; of the elements when it is an array. */
  readonly type: string;
  readonly array: boolean;
  readonly nullable: boolean;
  /** `always`: only the database sets it. `default`: may be left out. */
  readonly filled: 'always' | 'default' | 'never';
  /** The labels when the type is an enum. */
  readonly labels: readonly string[] | null;
}

/** The columns of a schema's tables and views in the order of their names and positions; the migrations' own table aside. */
export async function introspect(client: pg.Client, schema: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select c.relname as table, a.attname as name, base.typname as type, element.oid is not null as array,
      not a.attnotnull as nullable,
      case when a.attidentity = 'a' or a.attgenerated <> '' then 'always'
        when a.attidentity = 'd' or a.atthasdef then 'default' else 'never' end as filled,
      (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = base.oid) as labels
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
    join pg_type stated on stated.oid = coalesce(element.oid, t.oid)
    join pg_type base on base.oid = case when stated.typtype = 'd' then stated.typbasetype else stated.oid end
    where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and c.relname <> 'migrations'
    order by c.relname, a.attnum`,
    [schema],
  );
  return rows;
}
