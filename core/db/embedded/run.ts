import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '../../errors.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './start.ts';

/** A server that is kept running. */
export type RunningEmbedded = Pick<Embedded, 'url' | 'adminUrl' | 'stop' | typeof Symbol.asyncDispose>;

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 10_000;

/**
 * `startEmbedded`, and again whenever the server goes away without our doing: it crashed, or the process that had
 * started it and let us join has ended. Its URL stays the same. The first start fails like `startEmbedded`.
 */
export async function runEmbedded(options: EmbeddedOptions): Promise<RunningEmbedded> {
  const { log } = options;
  let server = await startEmbedded(options);
  const stopping = new AbortController();
  const kept = keep();

  async function keep(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!stopping.signal.aborted) {
      await server.exited;
      if (stopping.signal.aborted) return;
      log.warn({ adopted: server.adopted }, 'The embedded PostgreSQL is gone; starting it again.');
      try {
        server = await startEmbedded({ ...options, signal: stopping.signal });
        pause = FIRST_PAUSE;
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error(
          { reason: toAppError(error).message, retryIn: pause / 1000 },
          'The embedded PostgreSQL stays down.',
        );
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await server.stop();
    await kept;
    await server.stop();
  }

  return { url: server.url, adminUrl: server.adminUrl, stop, [Symbol.asyncDispose]: stop };
}
