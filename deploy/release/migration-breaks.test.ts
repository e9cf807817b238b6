import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMigrations } from '../../core/db/migrations.ts';
import { migrationBreaks } from './migration-breaks.ts';
import { statements, type Token } from './sql.ts';

const migration = (sql: string, name = '0002-next.sql') => ({ name, checksum: sql, sql });

const sqls: [sql: string, said: RegExp | undefined][] = [
  ['create table notes (id int); alter table posts add column notes int', undefined],
  ["alter table posts add column mood text not null default 'calm'", undefined],
  ['create function f() returns int language sql as $$ select 1; -- drop table posts\n $$;', undefined],
  ["insert into words values ('drop table')", undefined],
  ['alter table posts drop column mood', /api\/0002-next\.sql drops a column/],
  ['drop table if exists notes', /drops a table/],
  ['alter table posts rename column a to b', /renames/],
  ['alter table posts alter column a type bigint', /changes the type/],
  ['alter table posts alter column a set not null', /may leave out/],
  ['alter table posts add column a int not null', /does not fill/],
  ['-- safe: nothing has read it since 0.3\nalter table posts drop column mood', undefined],
  ['/* safe: nothing has read it */ alter table posts drop column mood', undefined],
  ['-- safe:\nalter table posts drop column mood', /drops a column/],
  ['-- safe: of this one alone\nselect 1; alter table posts drop column mood', /drops a column/],
  ['alter table posts rename a to b', /renames/],
  ['alter table posts rename to notes', /renames/],
  ['alter table posts drop a', /drops a column/],
  ['alter table if exists only app.posts drop if exists a cascade', /drops a column/],
  ['alter table "drop" add "rename" text', undefined],
  ['alter table posts drop constraint posts_kind', /drops a constraint/],
  ['alter table posts alter a type bigint', /changes the type/],
  ['alter table posts alter column "a b" set data type bigint', /changes the type/],
  ['alter table posts alter "type" set default 1', undefined],
  ['alter table posts alter a set not null', /may leave out/],
  ['alter table posts alter a drop not null', /may read as filled/],
  ['alter table posts alter a drop default', /no longer fills/],
  ['alter table posts add a int not null', /does not fill/],
  ['alter table posts add column n numeric(10,2) not null', /does not fill/],
  [
    "alter table posts add column n numeric(10,2) default 0 not null, add column m text default ','",
    undefined,
  ],
  ['alter table posts add column n text default $$ not null $$', undefined],
  ['alter table posts add column n int check (n is not null or a is not null)', undefined],
  ['alter table posts add column n int not null check (n = coalesce(default_of(a), 1))', /does not fill/],
  ['alter table posts add id bigint generated always as identity primary key', undefined],
  ['alter table posts add column a text, drop column b', /drops a column/],
  ['alter table posts add constraint kinds check (kind in (1, 2))', /may not keep/],
  ['alter table posts add primary key (id)', /may not keep/],
  ['alter table posts add foreign key (a) references b not valid', /may not keep/],
  ['alter table posts add "check" text', undefined],
  ['alter table posts set schema old', /moves a table/],
  ['alter table posts set (fillfactor = 70)', undefined],
  ['create unique index on posts (slug)', /asks of rows that they differ/],
  ['create unique index concurrently if not exists posts_slug on only posts (slug)', /that they differ/],
  ['create table notes (id int); create unique index on notes (id)', undefined],
  ['create table if not exists notes (id int); create unique index on notes (id)', /that they differ/],
  ['create table notes (id int); alter table notes add x int not null; drop table notes', undefined],
  ['create table notes (id int); drop table notes, posts', /drops a table/],
  ['create index posts_at on posts (at); drop index if exists posts_at', undefined],
  ['drop index posts_slug', /drops an index/],
  ['alter index posts_at rename to posts_when', undefined],
  ['drop view recent', /drops a view/],
  ['drop materialized view recent', /drops a view/],
  ['drop function f(int)', /drops a function/],
  ['drop schema old cascade', /drops a schema/],
  ['drop type mood', /drops a type/],
  ['drop trigger told on posts', /drops a trigger/],
  ['truncate posts', /empties a table/],
  ['TRUNCATE TABLE posts', /empties a table/],
  ['delete from posts', /empties a table/],
  ["delete from posts where kind = 'draft'", undefined],
  ["alter type mood rename value 'calm' to 'still'", /renames a type/],
  ["alter type mood add value 'still'", undefined],
  ['alter view recent rename to latest', /renames a view/],
  ['/* drop table a; /* drop table b; */ */ select 1', undefined],
  ['select 1 -- ; drop table posts', undefined],
  ["insert into words values (E'it\\'s; drop table posts;')", undefined],
  ["insert into words values ('a\\'); drop table posts; --')", /drops a table/],
  ['insert into words values ($a$ $$; drop table posts; $a$)', undefined],
  [
    'create function f() returns int begin atomic select case when true then 1 end; select 2; end; drop view v',
    /view/,
  ],
  ['do $$ begin if true then alter table posts drop column a; end if; end $$', /drops a column/],
  ["do $$ begin execute 'drop table posts'; end $$", /cannot be read/],
  ["do $$ begin perform 1; update posts set a = 'drop'; end $$", undefined],
];

for (const [sql, said] of sqls)
  test(`${said === undefined ? 'the running release can live with' : 'told of'}: ${sql.replaceAll('\n', ' ')}`, () => {
    const [first, ...more] = migrationBreaks('api', [], [migration(sql)]);
    if (said === undefined) assert.equal(first, undefined);
    else {
      assert.match(first ?? 'nothing', said);
      assert.deepEqual(more, []);
    }
  });

test('each clause of a statement is told', () => {
  const sql = 'alter table posts drop a, add b int not null, alter c type text, add unique (d), add e text';
  assert.deepEqual(
    migrationBreaks('api', [], [migration(sql)]).map(line => /sql (\w+ \w+ \w+)/.exec(line)?.[1]),
    ['drops a column', 'adds a column', 'changes the type', 'asks of rows'],
  );
});

test('a table that an applied migration made is known to the running release', () => {
  const applied = migration('create table notes (id int); create index at on notes (id)', '0001-first.sql');
  const next = migration('drop index at; create unique index on notes (id)');
  const [first, ...more] = migrationBreaks('api', [applied], [applied, next]);
  assert.match(first ?? 'nothing', /that they differ/);
  assert.deepEqual(more, []);
});

test('a script is read the same whatever stands between its words, and whatever is quoted in it stays in one piece', () => {
  const space = fc.constantFrom(' ', '\n', '\t', ' -- drop table a;\n', ' /* ; */ ', ' /* /* */ ; */ ');
  const quoted = fc
    .tuple(
      fc.constantFrom("'", '"', '$$', '$a$'),
      fc.string({ unit: fc.constantFrom('a', ' ', ';', ',', '(', '-') }),
    )
    .map(([mark, text]) => mark + text + mark);
  const word = fc.oneof(fc.constantFrom('alter', 'drop', 'x', '(', ')', ','), quoted);
  const token = ({ kind, text }: Token) => `${kind} ${text}`;
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1 })), space, space, (scripts, one, other) => {
      const [a, b] = [one, other].map(between =>
        statements(scripts.map(words => words.join(between)).join(`${between};${between}`)),
      );
      assert.equal(a!.length, scripts.length);
      assert.deepEqual(
        a!.map(({ tokens }) => tokens.map(token)),
        b!.map(({ tokens }) => tokens.map(token)),
      );
      for (const [at, { tokens }] of a!.entries()) assert.equal(tokens.length, scripts[at]!.length);
    }),
  );
});

/** What takes something, and why nothing that ran could miss it. Nothing is added here: a new one has its reason in itself. */
const TAKING: Readonly<Record<string, string>> = {
  'api/0003-sessions.sql': 'before 0.1.0: a check is written anew to take more than it took',
  'api/0011-site-settings.sql': 'before 0.1.0: settings move to a table of other columns',
  'api/0017-audit-order.sql': 'before 0.1.0: the log is numbered anew in its order',
  'api/0025-hub-tries.sql': 'before 0.1.0: the jobs count tries themselves',
  'api/0046-pages-as-rows.sql': 'what is emptied is made again when it is asked for',
  'api/0048-editors.sql': 'a check is written anew to take more than it took',
  'reader/0002-people-and-sources.sql': 'before 0.1.0: feeds come to be shared by people',
  'reader/0008-recommended.sql': 'before 0.1.0: what is kept only for being recommended has no host',
  'reader/0020-positions.sql': 'before 0.1.0: a place in one recording becomes one in each',
};

test('the migrations of this repository leave to the release before what it uses, or say why not', async () => {
  const root = join(import.meta.dirname, '../../services');
  const told = new Set<string>();
  for (const folder of globSync('*/migrations', { cwd: root })) {
    const migrations = await readMigrations(join(root, folder));
    for (const at of migrations.keys()) {
      const [before, after] = [migrations.slice(0, at), migrations.slice(0, at + 1)];
      for (const line of migrationBreaks(dirname(folder), before, after)) told.add(line.split(' ')[0]!);
    }
  }
  assert.deepEqual([...told].sort(), Object.keys(TAKING));
});

test('a migration that was applied and changed is told, and one that did not change is not looked at', () => {
  const old = [migration('drop table a', '0001-first.sql')];
  assert.deepEqual(migrationBreaks('api', old, old), []);
  assert.match(
    migrationBreaks('api', old, [migration('drop table b', '0001-first.sql')])[0]!,
    /has changed since/,
  );
});
