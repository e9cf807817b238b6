import pg from 'pg';
import { openDatabase } from '../../../core/db/database.ts';
import { createLog } from '../../../core/log.ts';
import type { ReaderContext } from '../../../services/reader/context.ts';
import { OWNER } from '../../../services/reader/contract.ts';
import { markStreamRead } from '../../../services/reader/methods/marks/mark-stream-read.ts';
import { undoRead } from '../../../services/reader/methods/marks/undo-read.ts';
import type { Schema } from '../../../services/reader/schema.ts';
import { type Figure, figure, median, shown, wanted } from '../../figure.ts';
import { listsOf, type Measured, searchesOf } from './lists.ts';
import { startMillion } from './server.ts';
import { ITEMS } from './statements.ts';

const MILLION = 'reader.million';
/** Of each figure; before these some that are not counted, until plans are kept and pages in memory. */
const ROUNDS = 60;
const WARM = 10;
const MOST_MARK_ALL = 500;
const MARKS = [
  ['', OWNER, '100,000'],
  ['.all-unread', 'everything', '1,000,000'],
] as const;

/** What lists and searches of a million items cost. Only when asked for, since making the items takes minutes. */
export async function millionFigures(names: readonly string[] = []): Promise<Figure[]> {
  if (!names.some(name => `${name}.`.startsWith(`${MILLION}.`))) return [];
  await using server = await startMillion();
  return (await measureMillion(server.url, names)).filter(each => wanted(each.name, names));
}

/** The figures of a seeded database. */
export async function measureMillion(url: string, names: readonly string[]): Promise<Figure[]> {
  await using database = openDatabase<Schema>({ url, schema: 'reader', log: createLog({ level: 'warn' }) });
  const figures: Figure[] = [];
  // Images are shown from their own hosts, which asks nothing of it.
  const ctx = { db: database.db, images: {} as ReaderContext['images'] };
  for (const measured of [...listsOf(ctx), ...searchesOf(ctx)])
    if (wanted(`${MILLION}.${measured.name}`, names)) figures.push(await measure(measured));
  for (const [suffix, account, unread] of MARKS)
    if (wanted(`${MILLION}.mark-all`, names) || wanted(`${MILLION}.undo`, names))
      figures.push(...(await markAll(database, suffix, account, unread)));
  if (wanted(`${MILLION}.bytes`, names)) figures.push(await bytesOf(url));
  return figures;
}

async function measure({ name, what, most, run }: Measured): Promise<Figure> {
  const taken: number[] = [];
  for (let n = -WARM; n < ROUNDS; n++) {
    const began = performance.now();
    await run(n);
    if (n >= 0) taken.push(performance.now() - began);
  }
  return figure(
    `${MILLION}.${name}`,
    p95(taken),
    'ms p95',
    `median ${ms(median(taken))}; ${what}`,
    '<=',
    most,
  );
}

/** Makes everything read and undoes it, over and over. */
async function markAll(
  ctx: Parameters<typeof markStreamRead>[0],
  suffix: string,
  account: string,
  unread: string,
): Promise<Figure[]> {
  const [marked, undone]: [number[], number[]] = [[], []];
  for (let n = 0; n < 7; n++) {
    const began = performance.now();
    const { undo, changed } = await markStreamRead(ctx, { account, upTo: String(ITEMS - 10) });
    marked.push(performance.now() - began);
    if (!undo || changed < 99_000) throw new Error(`mark-all: ${changed} items became read.`);
    const again = performance.now();
    await undoRead(ctx, { account, undo });
    undone.push(performance.now() - again);
  }
  const what = `the slowest of 7; ${unread} unread in 2,000 feeds, all but the 10 newest items`;
  return [
    figure(`${MILLION}.mark-all${suffix}`, Math.max(...marked), 'ms', what, '<=', MOST_MARK_ALL),
    figure(`${MILLION}.undo${suffix}`, Math.max(...undone), 'ms', what, '<=', 2 * MOST_MARK_ALL),
  ];
}

/** Bytes of the disk for an item, with its feeds and the index of its words; what is unread apart. */
async function bytesOf(url: string): Promise<Figure> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{
      all: number;
      heap: number;
      indexes: number;
      words: number;
      sources: number;
      unread: number;
      html: number;
    }>(`
      select pg_total_relation_size('reader.items')::float8 + pg_total_relation_size('reader.sources') as all,
        pg_table_size('reader.items')::float8 as heap, pg_indexes_size('reader.items')::float8 as indexes,
        pg_relation_size('reader.items_words')::float8 as words, pg_total_relation_size('reader.sources')::float8 as sources,
        pg_total_relation_size('reader.unread')::float8 / (select count(*) from reader.unread) as unread,
        (select avg(octet_length(html)) from reader.items tablesample system (1))::float8 as html`);
    const { all, heap, indexes, words, sources, unread, html } = rows[0]!;
    const each = (bytes: number) => Math.round(bytes / ITEMS);
    return shown(
      `${MILLION}.bytes`,
      each(all),
      'bytes an item',
      `${Math.round(html)} of HTML: ${each(heap)} table, ${each(words)} index of words, ${each(indexes - words)} other indexes, ${each(sources)} sources; a row of unread ${Math.round(unread)}`,
    );
  } finally {
    await client.end();
  }
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!;
}

function ms(value: number): string {
  return `${value.toPrecision(3)} ms`;
}
