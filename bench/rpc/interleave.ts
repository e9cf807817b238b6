import type { RpcClient } from '../../core/rpc/index.ts';
import { median } from '../figure.ts';
import type { posts } from './posts.ts';

const ROUNDS = 15;
const IDLE_CALLS = 400;
const STREAM_BYTES = 20 * 1024 * 1024;

/**
 * The 99th percentile of small calls in milliseconds, idle and while 20 MB stream over the same connection: of each
 * the median over rounds that alternate.
 */
export async function interleaving(
  client: RpcClient<typeof posts>,
): Promise<{ idle: number; busy: number; ratio: number }> {
  const idle: number[] = [];
  const busy: number[] = [];
  await times(client, new Promise(resolve => setTimeout(resolve, 300)));
  for (let round = 0; round < ROUNDS; round++) {
    idle.push(p99(await timesOf(client, IDLE_CALLS)));
    busy.push(p99(await times(client, drain(client))));
  }
  const ratio = median(busy.map((value, round) => value / idle[round]!));
  return { idle: median(idle), busy: median(busy), ratio };
}

async function drain(client: RpcClient<typeof posts>): Promise<void> {
  let received = 0;
  for await (const block of client.download({ bytes: STREAM_BYTES })) received += block.length;
  if (received < STREAM_BYTES) throw new Error(`Only ${received} bytes of the stream arrived.`);
}

/** How long each call took, one after the other, until `end` resolves. */
async function times(client: RpcClient<typeof posts>, end: Promise<unknown>): Promise<number[]> {
  let ended = false;
  const watched = end.finally(() => {
    ended = true;
  });
  const taken: number[] = [];
  while (!ended) taken.push(...(await timesOf(client, 1)));
  await watched;
  return taken;
}

async function timesOf(client: RpcClient<typeof posts>, calls: number): Promise<number[]> {
  const taken: number[] = [];
  for (let call = 0; call < calls; call++) {
    const started = performance.now();
    await client.getSummary({ slug: 'a' });
    taken.push(performance.now() - started);
  }
  return taken;
}

function p99(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)]!;
}
