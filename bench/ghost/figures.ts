import { setTimeout as sleep } from 'node:timers/promises';
import { leaveServerCore } from '../cores.ts';
import { type BenchCroft, startBenchCroft } from '../croft.ts';
import { type Figure, figure, median, wanted } from '../figure.ts';
import { seedPosts } from '../scale/seed.ts';
import { pagesPerSecond } from '../web/load.ts';
import { page, pagesOnce } from './pages-once.ts';
import { type GhostServer, type Installed, startGhost } from './server.ts';

/** Many and short: what else the machine does meanwhile is then the same for both sides of most of them. */
const ROUNDS = 25;
/** Until what a page takes is compiled on either side, as it is in a server that has run for a day. */
const WARM_SECONDS = 12;
const SECONDS = 0.5;
const REST_MS = 300;
const GHOST_PAGES = 25;
/** As long as the one that Ghost has, and each asked for once after a change of the site, so that none is kept anywhere. */
const POSTS = 400;
const RESPONSES = 50;

const CACHED = 'ghost.page.cached';
const UNCACHED = 'ghost.page.uncached';

/** A post's page beside the same post in Ghost 6, each server with all it needs on one core. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  const asked = [CACHED, UNCACHED].filter(name => wanted(name, names));
  if (asked.length === 0) return [];
  const { GHOST_DIR: directory, GHOST_NODE: node } = process.env;
  if (!directory || !node) {
    const why = `${asked.join(' and ')} left out: GHOST_DIR and GHOST_NODE name no Ghost. bench/README.md says how to install one.`;
    if (names && names.length > 0) throw new Error(why);
    console.error(why);
    return [];
  }
  return compare({ directory, node }, asked);
}

async function compare(installed: Installed, asked: readonly string[]): Promise<Figure[]> {
  using _client = leaveServerCore();
  await using croft = await startBenchCroft({ alone: true });
  const { html } = (await croft.ask('GET', croft.path)) as { html: string };
  await using ghost = await startGhost(installed, html);
  for (const one of [croft, ghost])
    if (!squeeze(await page(one.port, one.path)).includes(squeeze(html)))
      throw new Error(`The page at ${one.path} does not hold the whole post.`);
  await seedPosts(croft.database, POSTS, RESPONSES);

  const rounds = await measure(croft, ghost, asked);
  const reference = `${median(rounds.map(round => round.ghost)).toFixed(1)} pages/s`;
  const ratio = (side: 'cached' | 'uncached') => median(rounds.map(round => round[side] / round.ghost));
  return asked.map(name =>
    name === CACHED
      ? figure(name, ratio('cached'), '× Ghost 6, pages/s', reference, '>=', 100)
      : figure(name, ratio('uncached'), `× Ghost 6, with ${RESPONSES} responses`, reference, '>=', 10),
  );
}

/** Pages a second of each side in each round, after each was warmed up for as long. */
async function measure(croft: BenchCroft, ghost: GhostServer, asked: readonly string[]) {
  await warm(() => theirPages(ghost));
  await warm(round => madeAnew(croft, `Warming ${round}`));
  const rounds: { ghost: number; cached: number; uncached: number }[] = [];
  for (let round = 1; round <= ROUNDS; round++)
    rounds.push({
      ghost: await rested(() => theirPages(ghost)),
      uncached: asked.includes(UNCACHED) ? await rested(() => madeAnew(croft, `Round ${round}`)) : 0,
      cached: asked.includes(CACHED)
        ? await rested(() => pagesPerSecond(croft.port, croft.path, SECONDS))
        : 0,
    });
  return rounds;
}

/** What the other side still clears away after its turn takes none of the core from this one. */
async function rested<T>(measure: () => Promise<T>): Promise<T> {
  await sleep(REST_MS);
  return measure();
}

async function warm(ask: (round: number) => Promise<number>): Promise<void> {
  const until = performance.now() + WARM_SECONDS * 1000;
  for (let round = 0; performance.now() < until; round++) await rested(() => ask(round));
}

function theirPages(ghost: GhostServer): Promise<number> {
  return pagesOnce(ghost.port, new Array(GHOST_PAGES).fill(ghost.path));
}

/** A change of the site makes every page anew. */
async function madeAnew(croft: BenchCroft, description: string): Promise<number> {
  await croft.ask('PATCH', '/site', { description });
  return pagesOnce(
    croft.port,
    Array.from({ length: POSTS }, (_, index) => `/posts/post-${index + 1}`),
  );
}

/** HTML without its spaces, which Ghost adds to between blocks. */
function squeeze(html: string): string {
  return html.replace(/\s+/g, '');
}
