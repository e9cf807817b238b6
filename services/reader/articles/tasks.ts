import type { Article, Page, Selectors } from './extract.ts';

/** What is done with pages in a process of its own, with what it gives. */
export type ArticleTasks = {
  /** Throws `invalid` (`no_article`). */
  extract: { asked: Page; given: Article };
  /** Throws `invalid` (`bad_selector`). */
  check: { asked: Selectors; given: undefined };
};
