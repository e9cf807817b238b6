import { Client } from 'memjs';
import { createCache } from '../../core/cache/index.ts';
import { TestMemcached } from '../../core/cache/testing/memcached.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { type Figure, figure, median } from '../figure.ts';

const ROUNDS = 7;
const ROUND_MS = 400;
const IN_FLIGHT = 64;
const KEYS = Array.from({ length: 256 }, (_, i) => `post:${i}`);
const BAR = 3;

/** Gets a second of our client against memjs: one memcached, 600-byte values, 64 in flight, medians of turns. */
export async function measureGet(): Promise<Figure> {
  await using memcached = await TestMemcached.start(true);
  await using cache = createCache({
    servers: [memcached.server],
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
  });
  const memjs = Client.create(memcached.server);
  for (const key of KEYS) await cache.set(key, Buffer.alloc(600, 'x'), 600);
  const ours = async (key: string) => await cache.get(key);
  const theirs = async (key: string) => (await memjs.get(key)).value ?? undefined;
  const rates = { ours: [] as number[], theirs: [] as number[] };
  await getsPerSecond(ours);
  await getsPerSecond(theirs);
  for (let round = 0; round < ROUNDS; round++) {
    rates.ours.push(await getsPerSecond(ours));
    rates.theirs.push(await getsPerSecond(theirs));
  }
  memjs.close();
  const value = median(rates.ours) / median(rates.theirs);
  return figure(
    'cache.get',
    value,
    '× memjs gets/s',
    `memjs ${Math.round(median(rates.theirs))} gets/s, ours ${Math.round(median(rates.ours))}`,
    '>=',
    BAR,
  );
}

async function getsPerSecond(get: (key: string) => Promise<Uint8Array | undefined>): Promise<number> {
  const start = performance.now();
  let gets = 0;
  const reader = async () => {
    while (performance.now() - start < ROUND_MS) {
      const value = await get(KEYS[gets++ % KEYS.length]!);
      if (value?.byteLength !== 600) throw new Error('a get gave the wrong value');
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, reader));
  return (gets * 1000) / (performance.now() - start);
}
