import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { freshDatabase } from '../database.ts';
import { type Figure, figure, median, shown, wanted } from '../figure.ts';
import type { Asked, Measured } from './poll-rounds.ts';

export const MANY_FEEDS = ['reader.poll.first', 'reader.poll.round', 'reader.poll.memory'] as const;
const [FIRST, ROUND, MEMORY] = MANY_FEEDS;

const MOST_FIRST = 60;
const MOST_ROUND = 15;
const MOST_GROWTH = 10;
/** Rounds until memory is warm are compared with as many at the end. */
const COMPARED = 5;
const MIX =
  '1,500 feeds of 1,310 hosts: 1,300 that answer (10 % with news), 15 slow by 10 s, 20 of 429, 20 of 500, loops, 20 MB, bombs, 5 hung';

/** 1,500 feeds of good and bad hosts, polled by a process of its own. */
export async function measureManyFeeds(
  server: string,
  names: readonly string[] | undefined,
): Promise<Figure[]> {
  const stubs = fork(new URL('./stub-hosts.ts', import.meta.url));
  try {
    const [{ port }] = (await once(stubs, 'message')) as [AddressInfo];
    const asked: Asked = {
      database: await freshDatabase(server),
      port,
      rounds: wanted(MEMORY, names) ? 20 : 1,
    };
    const poller = fork(new URL('./poll-rounds.ts', import.meta.url), { execArgv: ['--expose-gc'] });
    const ended = once(poller, 'exit');
    poller.send(asked);
    const [measured] = (await Promise.race([
      once(poller, 'message'),
      ended.then(() => Promise.reject(new Error('The process that polls has ended.'))),
    ])) as [Measured];
    await ended;
    return toFigures(measured).filter(({ name }) => wanted(name, names));
  } finally {
    stubs.kill();
  }
}

function toFigures({ first, round, whole, memory }: Measured): Figure[] {
  const figures = [
    figure(FIRST, first, 's', `${MIX}; until each was polled once`, '<=', MOST_FIRST),
    figure(
      ROUND,
      round,
      's',
      `the same again, all due at once; until all but the hung were polled`,
      '<=',
      MOST_ROUND,
    ),
    shown(`${ROUND}.whole`, whole, 's', 'until the hung ones were given up too'),
  ];
  if (memory.length < 2 * COMPARED) return figures;
  const before = median(memory.slice(0, COMPARED));
  const after = median(memory.slice(-COMPARED));
  const reference = `${Math.round(before / 2 ** 20)} MB of RSS in the first ${COMPARED} rounds of ${memory.length}`;
  figures.push(figure(MEMORY, (after / before - 1) * 100, '% more', reference, '<=', MOST_GROWTH));
  return figures;
}
