import { AppError, toAppError } from '../../../core/errors.ts';
import { findTranscript } from '../articles/page-work.ts';
import type { ReaderContext } from '../context.ts';
import { ownOptionsFor } from '../options/feed-options.ts';
import { statusWords } from '../poll/status-words.ts';
import { keepPart, type Part, type PartRow, partRow } from '../store/episode-parts.ts';
import { readChapters } from './read-chapters.ts';

type Context = Pick<ReaderContext, 'db' | 'fetcher' | 'secrets'>;

/** Bytes, decompressed; ten hours of talk are fewer. */
const MAX_BYTES = 2_000_000;
/** Seconds after which what is kept is read anew, and after which another try is made at what could not be. */
const FRESH = 86_400;
const RETRY = 60;
/** Milliseconds for which somebody waits. */
const PATIENCE = 20_000;

const ACCEPT: Readonly<Record<Part, string>> = {
  chapters: 'application/json+chapters, application/json, */*;q=0.1',
  transcript: 'text/vtt, application/x-subrip, application/json, text/html, text/plain, */*;q=0.1',
};

/** What is being read, so that two who ask at once cause one fetch. */
const underWay = new Map<string, Promise<void>>();

/**
 * A part of an episode as it is kept, read first where it is not here or old. Without `content` there is a problem.
 * Throws `not_found` for an item without such a part.
 */
export async function getPart(
  ctx: Context,
  itemId: number,
  part: Part,
): Promise<{ content: unknown; problem: string | undefined }> {
  let row = await partRow(ctx.db, itemId, part);
  if (!row?.url) throw new AppError('not_found', `This item has no ${part}.`);
  if (row.age === null || row.age > (row.problem === null ? FRESH : RETRY)) {
    const key = `${itemId} ${part}`;
    const reading =
      underWay.get(key) ?? readPart(ctx, row, row.url, part).finally(() => void underWay.delete(key));
    underWay.set(key, reading);
    await reading;
    row = await partRow(ctx.db, itemId, part);
  }
  return { content: row?.content ?? undefined, problem: row?.problem ?? undefined };
}

async function readPart(ctx: Context, row: PartRow, url: string, part: Part): Promise<void> {
  try {
    const answer = await ctx.fetcher.fetch(url, {
      ...ownOptionsFor(ctx.secrets, url, { ...row, id: row.feed_id, url: row.feed_url }),
      accept: ACCEPT[part],
      maxBytes: MAX_BYTES,
      timeouts: { total: PATIENCE },
    });
    if (answer.status !== 200) throw new AppError('unavailable', statusWords(answer.status));
    const file = { text: answer.text(), url: answer.url };
    const content = part === 'chapters' ? readChapters(file.text, file.url) : await findTranscript(file);
    await keepPart(ctx.db, row, part, { content });
  } catch (error) {
    const { code, reason, message } = toAppError(error);
    if (code === 'internal' || reason === 'busy' || reason === 'aborted') throw error;
    await keepPart(ctx.db, row, part, { problem: message });
  }
}
