/** The formats that are read, under the names people know them by. */
export type FeedKind = 'RSS' | 'RDF' | 'Atom' | 'JSON Feed' | 'h-feed';

/** A file that comes with an entry: an episode, a picture, something to download. */
export interface Enclosure {
  /** Absolute http or https. */
  readonly url: string;
  /** Media type in lower case, without parameters. */
  readonly type: string | undefined;
  readonly bytes: number | undefined;
  /** Duration. */
  readonly seconds: number | undefined;
  /** Plain text. */
  readonly title: string | undefined;
  readonly medium: 'audio' | 'video' | 'image' | 'file';
}

/** Somebody who is heard in an episode. Names and titles here and below are plain text. */
export interface Person {
  readonly name: string;
  /** In lower case: `host`, `guest` and others. */
  readonly role: string | undefined;
  readonly url: string | undefined;
}

/** What an episode says of itself in Podcasting 2.0. */
export interface Episode {
  readonly season: number | undefined;
  readonly seasonName: string | undefined;
  readonly number: number | undefined;
  /** In place of the number. */
  readonly label: string | undefined;
  readonly people: readonly Person[];
  /** Parts that are recommended, in seconds. */
  readonly soundbites: readonly {
    readonly start: number;
    readonly seconds: number;
    readonly title: string | undefined;
  }[];
}

export interface Funding {
  /** Absolute http or https. */
  readonly url: string;
  readonly text: string | undefined;
}

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
  /** Unsanitised: what the feed gives beside the whole content. */
  readonly summaryHtml: string | undefined;
  /** What relative addresses in `html` are relative to. */
  readonly base: string;
  /** Absent when the feed gives none that can be read. */
  readonly publishedAt: Date | undefined;
  /** The date that cannot be read, where there is no other. */
  readonly unreadDate?: string;
  readonly updatedAt: Date | undefined;
  /** Plain text, distinct, at most 20 of at most 100 characters. */
  readonly categories: readonly string[];
  /** At most 20, each address once. */
  readonly enclosures: readonly Enclosure[];
  /** A picture that stands for the entry. This address and those below are absolute http or https. */
  readonly image: string | undefined;
  /** A page with the entry's comments. */
  readonly commentsUrl: string | undefined;
  /** Podcasting 2.0: a JSON of chapters, and what is said (WebVTT before SubRip, JSON, HTML and plain text). */
  readonly chaptersUrl: string | undefined;
  readonly transcriptUrl: string | undefined;
  readonly episode: Episode | undefined;
}

export interface ParsedFeed {
  readonly kind: FeedKind;
  /** Plain text; empty when the feed has none. */
  readonly title: string;
  /** Plain text. */
  readonly description: string | undefined;
  /** As written, such as `en-GB`. */
  readonly language: string | undefined;
  /** Absolute http or https, as are the addresses below. */
  readonly siteUrl: string | undefined;
  /** A picture by which it lets itself be known. */
  readonly icon: string | undefined;
  /** Where those who make it may be supported. */
  readonly funding: readonly Funding[];
  /** WebSub: where to ask to be told of news, and the topic to ask for (https://www.w3.org/TR/websub/#discovery). */
  readonly hub: string | undefined;
  readonly self: string | undefined;
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
