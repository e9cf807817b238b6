import { startTestServer } from '../../core/db/testing.ts';
import { type BenchCroft, startBenchCroft } from '../croft.ts';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, wanted } from '../figure.ts';
import { notModifiedCost } from './not-modified.ts';
import { seedPosts } from './seed.ts';
import { type PageName, pageNames, timePages } from './time-pages.ts';

const FEW = 100;
const MANY = 10_000;
/** Each of the 10,000 posts, and so 100,000 in all. */
const RESPONSES = 10;
const ROUNDS = 60;
const FEEDS = ['/feed.xml', '/rss.xml', '/feed.json'];

const pageFigure = (page: PageName) => `scale.${page}`;
const NOT_MODIFIED = 'scale.feed.304';

/** What a page that nobody has kept costs when there are a hundred times as many posts, and what a feed that has not changed does. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  const pages = pageNames.filter(page => wanted(pageFigure(page), names));
  const feeds = wanted(NOT_MODIFIED, names);
  if (pages.length === 0 && !feeds) return [];
  const server = await startTestServer();
  try {
    await using many = await seeded(server.url, MANY);
    const found: Figure[] = [];
    if (pages.length > 0) {
      await using few = await seeded(server.url, FEW);
      found.push(...(await comparePages(few, many, pages)));
    }
    if (feeds) {
      const cost = await notModifiedCost(many, FEEDS);
      found.push(
        figure(NOT_MODIFIED, cost, 'ms CPU per 304', `${FEEDS.join(', ')} in turn, ${MANY} posts`, '<=', 0.3),
      );
    }
    return found;
  } finally {
    await server.stop();
  }
}

async function seeded(server: string, posts: number): Promise<BenchCroft> {
  const url = await freshDatabase(server);
  const croft = await startBenchCroft({ env: { DATABASE_URL: url } });
  try {
    await seedPosts(url, posts, RESPONSES);
    return croft;
  } catch (error) {
    await croft[Symbol.asyncDispose]();
    throw error;
  }
}

/** The two sites answer in turn, so that what else the machine does falls on both. */
async function comparePages(
  few: BenchCroft,
  many: BenchCroft,
  pages: readonly PageName[],
): Promise<Figure[]> {
  const [small, large] = [new Map<PageName, number[]>(), new Map<PageName, number[]>()];
  for (let round = -5; round < ROUNDS; round++) {
    await timePages(few, pages, FEW, round, small);
    await timePages(many, pages, MANY, round, large);
  }
  return pages.map(page => {
    const reference = p95(small.get(page)!);
    return figure(
      pageFigure(page),
      p95(large.get(page)!) / reference,
      `× p95 at ${FEW} posts, made anew`,
      `${reference.toFixed(1)} ms at ${FEW}, ${p95(large.get(page)!).toFixed(1)} ms at ${MANY} and ${MANY * RESPONSES} responses`,
      '<=',
      3,
    );
  });
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)]!;
}
