import { setTimeout as delay } from 'node:timers/promises';
import { memcachedCache } from './caches.ts';
import type { FleetJob, FleetResult } from './fleet.ts';

// One process of a fleet: reads when told, and says how often it had to load.
const server = process.argv[2]!;
const { cache } = memcachedCache([server]);

process.on('message', async ({ key, times, readers, loadMs }: FleetJob) => {
  let loads = 0;
  const load = async () => {
    loads++;
    await delay(loadMs);
    return `${process.pid} at ${performance.now()}`;
  };
  const values = await Promise.all(Array.from({ length: readers }, () => cache.wrap(key, times, load)));
  process.send!({ loads, values } satisfies FleetResult);
});

process.on('disconnect', () => void cache.close());
await cache.get('connected');
process.send!('ready');
