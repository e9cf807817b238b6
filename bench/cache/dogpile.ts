import { setTimeout as delay } from 'node:timers/promises';
import { Fleet } from '../../core/cache/testing/fleet.ts';
import { TestMemcached } from '../../core/cache/testing/memcached.ts';
import { type Figure, figure } from '../figure.ts';

const PROCESSES = 4;
const REFRESHES = 3;
const JOB = { key: 'page', times: { fresh: 1, stale: 60 }, readers: 25, loadMs: 200 };
/** Until a value that is fresh for one second is stale by memcached's clock, and its load is over. */
const PAUSE_MS = JOB.loadMs + 2300;

/** The most loader runs that one refresh took, at the first load and at each refresh of a stale value. */
export async function measureDogpile(): Promise<Figure> {
  await using memcached = await TestMemcached.start();
  await using fleet = await Fleet.start(PROCESSES, memcached.server);
  let most = (await fleet.read(JOB)).loads;
  for (let refresh = 0; refresh < REFRESHES; refresh++) {
    await delay(PAUSE_MS);
    const { loads } = await fleet.read(JOB);
    if (loads === 0) throw new Error('a stale value was not loaded again');
    most = Math.max(most, loads);
  }
  const reference = `${PROCESSES} processes × ${JOB.readers} readers, ${JOB.loadMs} ms loader`;
  return figure('cache.dogpile', most, 'loader runs per refresh', reference, '<=', 1);
}
