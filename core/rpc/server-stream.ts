import type { ServerCall } from './server-call.ts';

/**
 * Sends a stream's items as its consumer makes room, one item ahead at most. `send` returns what an item takes of
 * the credit. Ends early when the call is cancelled; the producer's `return` has then been called. Throws what the
 * producer throws.
 */
export async function pumpStream(
  items: AsyncIterable<unknown>,
  call: ServerCall,
  send: (item: unknown) => number,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let finished = false;
  const stop = {
    cancel() {
      if (!finished) void Promise.resolve(iterator.return?.()).catch(() => {});
    },
  };
  call.adopt(stop);
  try {
    for (await call.room(); !call.cancelled; await call.room()) {
      const next = await iterator.next();
      if (next.done) finished = true;
      if (next.done || call.cancelled) return;
      call.credit -= send(next.value);
    }
  } catch (error) {
    if (!call.cancelled) throw error;
  } finally {
    call.disown(stop);
    if (!finished && !call.cancelled) await iterator.return?.();
  }
}
