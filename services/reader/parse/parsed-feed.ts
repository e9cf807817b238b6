/** The formats that are read, under the names people know them by. */
export type FeedKind = 'RSS' | 'RDF' | 'Atom' | 'JSON Feed';

/** One entry, still as its author wrote it: HTML is not sanitised here. */
export interface ParsedItem {
  /** What makes it the same entry next time: its id, or its address, or a hash of what it says. */
  readonly guid: string;
  /** Absolute http or https. */
  readonly url: string | undefined;
  /** Plain text. */
  readonly title: string;
  /** Plain text. */
  readonly author: string | undefined;
  /** Unsanitised. */
  readonly html: string;
  /** What relative addresses in `html` are relative to. */
  readonly base: string;
  /** Absent when the feed gives none that can be read. */
  readonly publishedAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

export interface ParsedFeed {
  readonly kind: FeedKind;
  /** Plain text; empty when the feed has none. */
  readonly title: string;
  readonly siteUrl: string | undefined;
  /** Seconds for which its publisher asks it not to be fetched again (`ttl`, `sy:updatePeriod`). */
  readonly restSeconds: number | undefined;
  /** Hours of the day in UTC, 0 to 23, in which it is not to be fetched (RSS `skipHours`). */
  readonly skipHours: readonly number[];
  /** Days in UTC, 0 (Sunday) to 6, on which it is not to be fetched (RSS `skipDays`). */
  readonly skipDays: readonly number[];
  /** In the order of the document, each guid once. */
  readonly items: readonly ParsedItem[];
  /** What was lost of a document that is not well-formed, in words. */
  readonly damage: string | undefined;
}
