import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/errors.ts';
import type { ParsedFeed } from './parsed-feed.ts';

/** Reads a document as `parseFeed` does. Throws `invalid` alone. */
export type Parse = (text: string, url: string) => Promise<ParsedFeed>;

/** Characters up to which even the most hostile document is read in a moment. */
const SMALL = 500_000;
/** Milliseconds and megabytes that a large document may take. */
const LONGEST = 15_000;
const MEMORY = 768;

type Reply = { feed: ParsedFeed } | { problem: { message: string; reason: string } };

/**
 * Reads small documents here, and large ones in a thread of their own, one at a time: neither a huge feed nor one made to be
 * slow holds up the process, and one that takes too much time or memory is given up.
 */
export function createParse(): Parse {
  let turn: Promise<unknown> = Promise.resolve();
  return async (text, url) => {
    if (text.length <= SMALL) return (await import('./parse-feed.ts')).parseFeed(text, { url });
    const parsed = turn.then(() => parseApart(text, url));
    turn = parsed.catch(() => {});
    return await parsed;
  };
}

async function parseApart(text: string, url: string): Promise<ParsedFeed> {
  const worker = new Worker(new URL('./parse-worker.js', import.meta.url), {
    workerData: { text, url },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const reply = await new Promise<Reply>((resolve, reject) => {
      timer = setTimeout(reject, LONGEST, new Error('It took too long.'));
      worker.once('message', resolve).once('error', reject);
    });
    if ('feed' in reply) return reply.feed;
    throw new AppError('invalid', reply.problem.message, { reason: reply.problem.reason });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = 'The feed is too large, or made in a way that takes too much time or memory to read.';
    throw new AppError('invalid', message, { reason: 'malformed', cause: error });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
