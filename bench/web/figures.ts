import { noMemcached } from '../../core/cache/testing/memcached.ts';
import { type BenchCroft, startBenchCroft } from '../croft.ts';
import { type Figure, figure, median, wanted } from '../figure.ts';
import { pagesPerSecond } from './load.ts';
import { startRaw } from './raw.ts';
import { measureShown } from './shown.ts';

const ROUNDS = 8;
const SECONDS = 0.7;

/** The figures of pages, or those named. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  const shown = noMemcached === undefined && wanted('web.shown', names);
  return [...(await cachedPage(names)), ...(shown ? [await measureShown()] : [])];
}

async function cachedPage(names: readonly string[] | undefined): Promise<Figure[]> {
  const vsRaw = wanted('web.page.vs-raw', names);
  const split = wanted('web.page.split', names);
  if (!vsRaw && !split) return [];
  await using one = await startBenchCroft();
  return [...(vsRaw ? [await measureVsRaw(one)] : []), ...(split ? [await measureSplit(one)] : [])];
}

/** One process against bare node:http writing the same bytes, headers included. */
async function measureVsRaw(one: BenchCroft): Promise<Figure> {
  using raw = await startRaw(one.port, one.path);
  const { ratio, reference } = await compare(one.port, raw.port, one.path);
  return figure(
    'web.page.vs-raw',
    ratio,
    '× raw node:http pages/s',
    `${Math.round(reference)} raw pages/s`,
    '>=',
    0.5,
  );
}

/** A process per service against one process. */
async function measureSplit(one: BenchCroft): Promise<Figure> {
  await using split = await startBenchCroft({ split: true });
  const { ratio, reference } = await compare(split.port, one.port, one.path);
  return figure(
    'web.page.split',
    ratio,
    '× one process, pages/s',
    `${Math.round(reference)} pages/s in one process`,
    '>=',
    0.9,
  );
}

/** Rounds of the two sides alternate, after one that warms both up; medians are taken. */
async function compare(
  port: number,
  other: number,
  path: string,
): Promise<{ ratio: number; reference: number }> {
  const ratios: number[] = [];
  const references: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const theirs = await pagesPerSecond(other, path, SECONDS);
    const ours = await pagesPerSecond(port, path, SECONDS);
    if (round === 0) continue;
    ratios.push(ours / theirs);
    references.push(theirs);
  }
  return { ratio: median(ratios), reference: median(references) };
}
