import { TestMemcached } from '../../core/cache/testing/memcached.ts';
import { startTestServer } from '../../core/db/testing.ts';
import { startBenchCroft } from '../croft.ts';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, median } from '../figure.ts';
import { startSecond } from './second.ts';

const CHANGES = 30;
const LIMIT_MS = 1_000;

/**
 * How long after the API acknowledged a change to a post the last process shows it: the web process of the same
 * machine, and another machine that shares the database and two caches. The slowest of all changes.
 */
export async function measureShown(): Promise<Figure> {
  const server = await startTestServer();
  try {
    await using one = await TestMemcached.start();
    await using two = await TestMemcached.start();
    const env = {
      DATABASE_URL: await freshDatabase(server.url),
      MEMCACHED_SERVERS: `${one.server},${two.server}`,
    };
    await using here = await startBenchCroft({ split: true, env });
    await using there = await startSecond(here, env);
    const times: { here: number; there: number }[] = [];
    for (let change = 0; change < CHANGES; change++) {
      const title = `Title number ${change}.`;
      await here.ask('PATCH', here.path, { title });
      const since = performance.now();
      const [near, far] = await Promise.all(
        [here, there].map(({ port }) => untilShown(`http://localhost:${port}${here.path}`, title, since)),
      );
      times.push({ here: near!, there: far! });
    }
    const middle = (where: 'here' | 'there') => median(times.map(time => time[where])).toFixed(1);
    return figure(
      'web.shown',
      Math.max(...times.flatMap(time => [time.here, time.there])),
      'ms until a change shows everywhere',
      `slowest of ${CHANGES}; medians: here ${middle('here')} ms, on another machine ${middle('there')} ms`,
      '<=',
      LIMIT_MS,
    );
  } finally {
    await server.stop();
  }
}

/** Milliseconds from `since` to the end of the first answer that has the text. */
async function untilShown(url: string, text: string, since: number): Promise<number> {
  for (;;) {
    const body = await (await fetch(url)).text();
    if (body.includes(text)) return performance.now() - since;
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
