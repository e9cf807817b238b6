import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '../core/db/testing.ts';
import { schemaFiles, staleFiles } from './generate-types.ts';

test("every service's schema.ts is what its migrations give", async t => {
  const stale = await staleFiles(await schemaFiles(await testDatabase(t)));
  assert.deepEqual(stale, [], 'run node cli/generate-types.ts');
});

test('tables become types that say what is read, what may be written and what may be left out', async t => {
  const services = await mkdtemp(join(tmpdir(), 'croft-types-'));
  t.after(() => rm(services, { recursive: true }));
  await mkdir(join(services, 'shop/migrations'), { recursive: true });
  await writeFile(
    join(services, 'shop/migrations/0001-apples.sql'),
    `create type colour as enum ('red', 'green');
    create domain slug as text;
    create table apple_trees (
      id bigint generated always as identity primary key,
      slug slug not null,
      colour colour not null default 'red',
      tags text[] not null default '{}',
      price numeric,
      planted date,
      extra jsonb not null default '{}',
      picked_at timestamptz,
      created_at timestamptz not null default now()
    );`,
  );
  const files = await schemaFiles(await testDatabase(t), services);
  const path = join(services, 'shop/schema.ts');
  assert.deepEqual(await staleFiles(files), [path]);
  const text = files.get(path)!;
  assert.equal(
    text.slice(text.indexOf('export')),
    `export interface AppleTreesTable {
  id: GeneratedAlways<number>;
  slug: string;
  colour: Generated<'red' | 'green'>;
  tags: Generated<string[]>;
  price: ColumnType<string | null, string | number | null | undefined, string | number | null>;
  planted: string | null;
  extra: ColumnType<Json, string | undefined, string>;
  picked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface Schema {
  apple_trees: AppleTreesTable;
}
`,
  );
  await writeFile(path, text);
  assert.deepEqual(await staleFiles(files), []);
  assert.match(
    await readFile(path, 'utf8'),
    /import type \{ ColumnType, Generated, GeneratedAlways \} from 'kysely'/,
  );
});
