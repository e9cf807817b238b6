import { AppError } from '../../../core/errors.ts';
import { ParseThread } from './parse-thread.ts';
import type { ParsedFeed } from './parsed-feed.ts';

/** Reads a document as `parseFeed` does. Throws `invalid` alone. */
export type Parse = (text: string, url: string) => Promise<ParsedFeed>;

/** Characters up to which a document is read at once; feeds of this size take 2 ms, and the most hostile 30. */
const SMALL = 50_000;

/**
 * Reads small documents here, and large ones and pages in a thread, one at a time: neither a huge feed nor one made to be slow
 * holds up the process, and one that takes too much time or memory is given up.
 */
export function createParse(): Parse {
  const thread = new ParseThread();
  return async (text, url) => {
    const page = /\bh-(?:feed|entry)\b/.test(text.slice(0, SMALL));
    if (text.length <= SMALL && !page) return (await import('./parse-feed.ts')).parseFeed(text, { url });
    const reply = await thread.ask({ text, url });
    if (reply === undefined || 'item' in reply) {
      const message = 'The feed is too large, or made in a way that takes too much time or memory to read.';
      throw new AppError('invalid', message, { reason: 'malformed' });
    }
    if ('feed' in reply) return reply.feed;
    throw new AppError('invalid', reply.problem.message, { reason: reply.problem.reason });
  };
}
