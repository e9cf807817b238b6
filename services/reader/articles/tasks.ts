import type { Transcript } from '../contract/episodes.ts';
import type { Article, Page, Selectors } from './extract.ts';

/** What is done with pages in a process of its own, with what it gives. */
export type ArticleTasks = {
  /** Throws `invalid` (`no_article`). */
  extract: { asked: Page; given: Article };
  /** Of any file, from this address. Throws `invalid` (`no_part`). */
  transcript: { asked: { text: string; url: string }; given: Transcript };
  /** Throws `invalid` (`bad_selector`). */
  check: { asked: Selectors; given: undefined };
};
