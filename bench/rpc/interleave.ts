import type { RpcClient } from '../../core/rpc/index.ts';
import type { posts } from './posts.ts';

const CALLS = 1_500;
const STREAM_BYTES = 20 * 1024 * 1024;

/** The 99th percentile of small calls in milliseconds, idle and while 20 MB stream over the same connection. */
export async function interleaving(client: RpcClient<typeof posts>): Promise<{ idle: number; busy: number }> {
  await times(client, () => true, CALLS);
  const idle = await times(client, () => true, CALLS);
  const busy: number[] = [];
  while (busy.length < CALLS) {
    let streaming = true;
    const download = drain(client).finally(() => (streaming = false));
    busy.push(...(await times(client, () => streaming, CALLS)));
    await download;
  }
  return { idle: p99(idle), busy: p99(busy) };
}

async function drain(client: RpcClient<typeof posts>): Promise<void> {
  let received = 0;
  for await (const block of client.download({ bytes: STREAM_BYTES })) received += block.length;
  if (received < STREAM_BYTES) throw new Error(`Only ${received} bytes of the stream arrived.`);
}

/** How long each call took, one after the other, while `wanted` says so. */
async function times(
  client: RpcClient<typeof posts>,
  wanted: () => boolean,
  most: number,
): Promise<number[]> {
  const taken: number[] = [];
  while (taken.length < most && wanted()) {
    const started = performance.now();
    await client.getSummary({ slug: 'a' });
    taken.push(performance.now() - started);
  }
  return taken;
}

function p99(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)]!;
}
