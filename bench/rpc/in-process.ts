import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { inProcessClient } from '../../core/rpc/index.ts';
import { median } from '../figure.ts';
import { implementation, posts } from './posts.ts';

const ROUNDS = 7;
const CALLS = 500_000;

/** Calls a second in one process, one after the other; handlers that answer at once, and ones that are `async`. */
export async function inProcessRates(): Promise<{ direct: number; waiting: number }> {
  const { getSummary } = implementation;
  const waiting: typeof implementation = {
    ...implementation,
    getSummary: async (input, call) => getSummary(input, call),
  };
  return { direct: await rate(implementation), waiting: await rate(waiting) };
}

async function rate(served: typeof implementation): Promise<number> {
  const log = createLog({ level: 'warn' });
  const client = inProcessClient(posts, served, { mode: 'reference', log, metrics: new Metrics() });
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    for (let call = 0; call < CALLS; call++) await client.getSummary({ slug: 'a' });
    rates.push((CALLS / (performance.now() - started)) * 1000);
    await new Promise(setImmediate);
  }
  return median(rates);
}
