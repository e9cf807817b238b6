import { setTimeout as delay } from 'node:timers/promises';
import { createLog } from '../../log.ts';
import { Metrics } from '../../metrics.ts';
import { createCache } from '../index.ts';
import type { FleetJob, FleetResult } from './fleet.ts';

// One process of a fleet: reads when told, and says how often it had to load.
const server = process.argv[2]!;
const cache = createCache({ servers: [server], log: createLog({ level: 'silent' }), metrics: new Metrics() });

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
