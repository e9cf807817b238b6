import { createHash } from 'node:crypto';
import { excerpt } from '../../../core/html/text.ts';
import { absolute } from './address.ts';
import { readCategories } from './categories.ts';
import { type RawEnclosure, readEnclosures } from './enclosures.ts';
import { parseDate } from './parse-date.ts';
import type { ParsedItem } from './parsed-feed.ts';
import { tidy } from './plain-text.ts';

/** What the formats have in common, as each found it. */
export interface RawItem {
  readonly guid: string | undefined;
  /** Candidates, the best first; the first that makes an http address is taken. */
  readonly links: readonly (string | undefined)[];
  /** Already plain text. */
  readonly title: string;
  readonly authors: readonly (string | undefined)[];
  readonly html: string | undefined;
  readonly summaryHtml?: string | undefined;
  readonly categories?: readonly (string | undefined)[] | undefined;
  readonly enclosures?: readonly RawEnclosure[] | undefined;
  readonly image?: string | undefined;
  readonly commentsUrl?: string | undefined;
  readonly chaptersUrl?: string | undefined;
  readonly transcriptUrl?: string | undefined;
  readonly episode?: ParsedItem['episode'];
  readonly published: string | undefined;
  readonly updated: string | undefined;
  /** What links are relative to. */
  readonly linkBase: string;
  /** What addresses in the content are relative to, when the feed says so; the item's own address otherwise. */
  readonly htmlBase?: string | undefined;
}

/** An entry in the form that all formats share, with an id that stays. */
export function makeItem(raw: RawItem): ParsedItem {
  const url = firstUrl(raw.links, raw.linkBase);
  const html = cleanHtml(raw.html);
  const summary = cleanHtml(raw.summaryHtml);
  const published = parseDate(raw.published);
  const updated = parseDate(raw.updated);
  return {
    guid: tidy(raw.guid ?? '') || (url ?? hashOf(raw.title, html, published)),
    url,
    title: raw.title,
    author: joinNames(raw.authors),
    html,
    base: raw.htmlBase ?? url ?? raw.linkBase,
    publishedAt: published ?? updated,
    ...unreadDate(raw, published ?? updated),
    updatedAt: updated,
    summaryHtml: summary === '' || summary === html ? undefined : summary,
    categories: readCategories(raw.categories ?? []),
    enclosures: readEnclosures(raw.enclosures ?? [], raw.linkBase),
    image: absolute(raw.image, raw.linkBase),
    commentsUrl: absolute(raw.commentsUrl, raw.linkBase),
    chaptersUrl: absolute(raw.chaptersUrl, raw.linkBase),
    transcriptUrl: absolute(raw.transcriptUrl, raw.linkBase),
    episode: raw.episode,
  };
}

function unreadDate({ published, updated }: RawItem, read: Date | undefined): Pick<ParsedItem, 'unreadDate'> {
  const written = tidy(published ?? '') || tidy(updated ?? '');
  return read !== undefined || written === '' ? {} : { unreadDate: excerpt(written, 50) };
}

function cleanHtml(html: string | undefined): string {
  return unescapeTwice(html ?? '')
    .replaceAll('\0', '')
    .toWellFormed();
}

/** Some publishers escape their HTML twice: text that is one escaped element from beginning to end is taken for that. */
function unescapeTwice(html: string): string {
  if (
    html.includes('<') ||
    !/^\s*&lt;(?:!--|[a-z])/i.test(html) ||
    !/(?:--|\/[a-z][a-z0-9]*)&gt;\s*$/i.test(html)
  )
    return html;
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

function firstUrl(links: RawItem['links'], base: string): string | undefined {
  for (const link of links) {
    const url = absolute(link, base);
    if (url !== undefined) return url;
  }
  return undefined;
}

function joinNames(names: RawItem['authors']): string | undefined {
  const known = [...new Set(names.map(name => tidy(name ?? '')).filter(name => name !== ''))];
  return known.length === 0 ? undefined : excerpt(known.slice(0, 3).join(', '), 200);
}

/**
 * Stands for the id and the address of an entry that has neither. A title with a time, or a time that is not only a day,
 * stays when the text is edited.
 */
function hashOf(title: string, html: string, published: Date | undefined): string {
  const time = published?.getTime() ?? 0;
  const lasting = time !== 0 && (title !== '' || time % 86_400_000 !== 0);
  const text = lasting ? `${title}\n${time}` : `${title}\n${html}`;
  return `sha256:${createHash('sha256').update(text).digest('base64url')}`;
}
