import { htmlToText } from '../../../core/html/text.ts';
import { plainTitle, titleText } from './plain-text.ts';
import { textToHtml } from './text-to-html.ts';
import type { XmlElement } from './xml-element.ts';

/** Elements that hold the whole of an entry, the best first, and those that may hold only its beginning. */
const CONTENT = ['content:encoded', 'content', 'atom:content', 'xhtml:body', 'xhtml:div', 'body', 'fullitem'];
const SUMMARY = ['description', 'summary', 'atom:summary', 'dc:description', 'itunes:summary'];
/** Plain text, of which video sites and podcasts have nothing else. */
const PLAIN = ['media:description', 'itunes:subtitle'];
/** Elements of Atom say themselves whether they hold text or HTML; all others hold HTML. */
const TYPED = new Set(['content', 'summary', 'atom:content', 'atom:summary']);

export interface Texts {
  readonly html: string | undefined;
  readonly summaryHtml: string | undefined;
  /** The element that `html` is from. */
  readonly element: XmlElement | undefined;
}

/** What an entry says, as HTML: its content, and its summary where it gives both. `typed`: the document is Atom. */
export function readTexts(entry: XmlElement, typed: boolean): Texts {
  const content = firstOf(entry, CONTENT, typed);
  const summary = firstOf(entry, SUMMARY, typed);
  const best = content ?? summary ?? plain(entry);
  return { html: best?.html, element: best?.element, summaryHtml: content && summary?.html };
}

interface Found {
  readonly html: string;
  readonly element: XmlElement;
}

function firstOf(entry: XmlElement, keys: readonly string[], typed: boolean): Found | undefined {
  for (const key of keys) {
    for (const element of entry.children) {
      if (element.key !== key) continue;
      const html = typed || key.startsWith('atom:') ? typedHtml(element) : element.text;
      if (html !== '') return { html, element };
    }
  }
  return undefined;
}

function plain(entry: XmlElement): Found | undefined {
  for (const parent of [entry, ...entry.all('media:group'), ...entry.all('media:content')]) {
    for (const element of parent.children) {
      const text = PLAIN.includes(element.key) ? element.text : '';
      if (text === '') continue;
      return { html: element.attribute('type') === 'html' ? text : textToHtml(text), element };
    }
  }
  return undefined;
}

function typedHtml(element: XmlElement): string {
  const { text } = element;
  if (!TYPED.has(element.key)) return text;
  const type = element.attribute('type')?.toLowerCase();
  // Many feeds leave the type out and write HTML all the same.
  const markup = type === undefined ? /<\/?[a-z][^<>]*>/i.test(text) : !isText(type);
  return markup ? text : textToHtml(text);
}

/** A title as plain text. Text is text in Atom: only a title that says it is HTML loses its tags (RFC 4287, 3.1.1). */
export function readTitle(element: XmlElement, typed: boolean): string {
  if (!typed && !element.key.startsWith('atom:')) return titleText(element.text);
  const type = element.attribute('type')?.toLowerCase();
  if (isText(type)) return plainTitle(element.text);
  return type === 'xhtml' ? plainTitle(htmlToText(element.text)) : titleText(element.text);
}

function isText(type: string | undefined): boolean {
  return type === undefined || type === 'text' || type.startsWith('text/plain');
}
