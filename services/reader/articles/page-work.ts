import { AppError } from '../../../core/errors.ts';
import { createHelper } from '../../../core/helper/helper.ts';
import type { Transcript } from '../contract/episodes.ts';
import { createTurns } from '../turns.ts';
import type { Article, Page, Selectors } from './extract.ts';
import type { ArticleTasks } from './tasks.ts';

/** Milliseconds for one page; a large one takes two seconds on a slow machine. */
const LONGEST = 20_000;
/** Pages that wait for those before them. */
const WAITING = 200;

const helper = createHelper<ArticleTasks>({
  script: new URL('./process.js', import.meta.url),
  longest: LONGEST,
});
/** One at a time, so that a page made to take long costs nobody else's. */
const turns = createTurns(1, WAITING);

/**
 * The article of a page, found in a process of its own. Throws `invalid`: `no_article` when there is none, `hostile` when the
 * page takes too much time or memory. Throws `unavailable` when too many wait.
 */
export function findArticle(page: Page): Promise<Article> {
  return readWhole(() => helper('extract', page));
}

/** What is said, of a file in any format, read in the same way. Throws `invalid` (`no_part`, `hostile`). */
export function findTranscript(file: { text: string; url: string }): Promise<Transcript> {
  return readWhole(() => helper('transcript', file));
}

function readWhole<T>(read: () => Promise<T>): Promise<T> {
  return turns(async () => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      throw new AppError('invalid', 'The page is made in a way that takes too much time or memory to read.', {
        reason: 'hostile',
        cause: error,
      });
    }
  });
}

/** Throws `invalid` (`bad_selector`) for what is no CSS selector. */
export function checkSelectors(selectors: Selectors): Promise<undefined> {
  return turns(() => helper('check', selectors));
}
