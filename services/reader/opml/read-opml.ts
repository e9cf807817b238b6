import { AppError, toAppError } from '../../../core/errors.ts';
import { parser } from '../../../core/html/lazy.ts';
import { feedUrl } from '../feed-url.ts';
import { absolute } from '../parse/address.ts';
import { plainTitle } from '../parse/plain-text.ts';
import { leftOfFreshRss, madeByFreshRss } from './freshrss.ts';

export interface OpmlFeed {
  /** As it is kept. */
  readonly url: string;
  /** Empty when the outline has none. */
  readonly title: string;
  readonly siteUrl: string | undefined;
  /** Names of the folders around it from the outside in, and its categories. */
  readonly tags: readonly string[];
}

/** One outline of type feed: what it says, or why it cannot be used. */
export type OpmlOutline = {
  readonly url: string;
  /** At which line of the document it begins. */
  readonly line: number;
} & (
  | {
      readonly feed: OpmlFeed;
      /** What of it cannot be taken over, in words. */
      readonly left?: string | undefined;
    }
  | { readonly problem: string }
);

const LONGEST_TAG = 100;
const MOST_TAGS = 50;

/**
 * The feeds of an OPML document (http://opml.org/spec2.opml) in its order, however deep the folders. Read as a stream of
 * tags: entities of a DTD are not expanded, and what nobody closes costs nothing. Throws `invalid` when it is no OPML.
 */
export function readOpml(text: string): OpmlOutline[] {
  const outlines: OpmlOutline[] = [];
  /** One entry an open outline; the name of a folder, or undefined for a feed. */
  const folders: (string | undefined)[] = [];
  let root: string | undefined;
  const lineAt = lineCounter(text);
  const { Parser } = parser();
  const reader = new Parser(
    {
      onopentag(name, attributes) {
        root ??= name;
        if (name !== 'outline') return;
        const url = (attributes['xmlurl'] ?? (isRss(attributes) ? attributes['url'] : undefined))?.trim();
        const isFeed = url !== undefined || isRss(attributes);
        if (isFeed)
          outlines.push({ ...readOutline(url ?? '', attributes, folders), line: lineAt(reader.startIndex) });
        folders.push(isFeed ? undefined : nameOf(attributes));
      },
      onclosetag(name) {
        if (name === 'outline') folders.pop();
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  reader.end(text.replace(/^\ufeff/, ''));
  if (root !== 'opml') {
    throw new AppError(
      'invalid',
      'This is not an OPML document: export your subscriptions as OPML and give that file.',
    );
  }
  return outlines;
}

type Unplaced = { readonly url: string } & (
  | { readonly feed: OpmlFeed; readonly left?: string | undefined }
  | { readonly problem: string }
);

/** The number of the line at a place of a text, places being asked for in their order. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return at => {
    for (; next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}

type Attributes = Readonly<Record<string, string>>;

function isRss(attributes: Attributes): boolean {
  return /^(?:rss|atom|feed)$/i.test(attributes['type'] ?? '');
}

function readOutline(
  written: string,
  attributes: Attributes,
  folders: readonly (string | undefined)[],
): Unplaced {
  if (written === '') return { url: nameOf(attributes), problem: 'The outline has no xmlUrl.' };
  const made = madeByFreshRss(attributes);
  if (made !== undefined) return { url: written.slice(0, 2000), problem: made };
  try {
    const url = feedUrl(written);
    const siteUrl = absolute(attributes['htmlurl'], url);
    const feed = { url, title: nameOf(attributes), siteUrl, tags: tagsOf(attributes, folders) };
    const left = leftOfFreshRss(attributes);
    return { url, feed, ...(left === undefined ? {} : { left }) };
  } catch (error) {
    return { url: written.slice(0, 2000), problem: toAppError(error).message };
  }
}

function nameOf(attributes: Attributes): string {
  return plainTitle(attributes['title'] || attributes['text']);
}

/** `category` is a list of paths such as `/Boston/Weather,/Harvard`; its last parts are tags too. */
function tagsOf(attributes: Attributes, folders: readonly (string | undefined)[]): string[] {
  const categories = (attributes['category'] ?? '').split(',').map(path => path.split('/').at(-1));
  const names = [...folders, ...categories].map(name =>
    plainTitle(name).slice(0, LONGEST_TAG).toWellFormed(),
  );
  return [...new Set(names)].filter(name => name !== '').slice(0, MOST_TAGS);
}
