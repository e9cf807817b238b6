import { AppError } from '../../../core/errors.ts';
import { resolveUrl } from '../../../core/html/resolve-url.ts';
import { excerpt, htmlToText } from '../../../core/html/text.ts';
import { cleanHtml } from '../items/clean-html.ts';
import { isCounter } from '../items/counters.ts';
import { tidy } from './tidy.ts';

/** What of a page is its text, as CSS selectors (https://www.w3.org/TR/selectors-4/). */
export interface Selectors {
  readonly content?: string | undefined;
  readonly remove?: string | undefined;
}

export interface Page extends Selectors {
  readonly html: string;
  /** Where it came from, after redirects. */
  readonly url: string;
}

export interface Article {
  readonly title: string | undefined;
  readonly author: string | undefined;
  /** Absolute address. */
  readonly image: string | undefined;
  /** Sanitised. */
  readonly html: string;
  /** Its words. */
  readonly text: string;
  readonly summary: string;
}

/** Characters of text from which on it is worth showing without a picture. */
const LEAST = 100;

/**
 * The article of a page: what the selectors say, or what looks like it. Throws `invalid` with reason `no_article` when
 * nothing does. Made for a process of its own, since a page may be made to take long.
 */
export async function extractArticle({ html, url, content, remove }: Page): Promise<Article> {
  const document = await parse(tidy(html));
  const base = resolveUrl(document.querySelector('base')?.getAttribute('href') ?? '', url, 'fetch') ?? url;
  const meta = metadata(document);
  if (remove) for (const element of document.querySelectorAll(remove)) element.remove();
  const chosen = content ? selected(document, content) : undefined;
  const found = chosen === undefined ? await readable(document) : { html: chosen };
  const clean = cleanHtml(found?.html ?? '', base);
  const text = htmlToText(clean);
  if (text.length < LEAST && !clean.includes('<img'))
    throw new AppError('invalid', 'No article could be found on the page.', { reason: 'no_article' });
  return {
    title: meta.title ?? found?.title,
    author: meta.author ?? found?.author,
    image: meta.image === undefined ? undefined : shownImage(meta.image, base),
    html: clean,
    text,
    summary: excerpt(text, 300),
  };
}

/** What the parser of selectors takes besides: a combinator with nothing before it, that of jQuery, a class without a name. */
const BEYOND_CSS = /(?:^|,)\s*[>+~]|<|\.\./;

/** Throws `invalid` for what is no list of selectors. */
export async function checkSelectors(selectors: Selectors): Promise<void> {
  const document = await parse(tidy('<p></p>'));
  for (const [field, selector] of Object.entries(selectors)) {
    if (selector === undefined || selector === '') continue;
    try {
      if (BEYOND_CSS.test(selector.replace(/"[^"]*"|'[^']*'/g, ''))) throw new Error('Something is missing');
      document.querySelectorAll(selector);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new AppError(
        'invalid',
        `"${selector}" is no CSS selector: ${why}. Write one such as article .text.`,
        {
          reason: 'bad_selector',
          details: { field },
        },
      );
    }
  }
}

interface PageElement {
  readonly outerHTML: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  contains(other: PageElement): boolean;
  remove(): void;
}

interface PageDocument {
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

async function parse(html: string): Promise<PageDocument> {
  const { parseHTML } = await import('linkedom');
  return parseHTML(html).document as unknown as PageDocument;
}

/** The elements of a selector, each whole and none twice; undefined when there are none. */
function selected(document: PageDocument, selector: string): string | undefined {
  const found = [...document.querySelectorAll(selector)];
  const outer: PageElement[] = [];
  // In the order of the document, what holds others comes first.
  for (const element of found) if (!outer.at(-1)?.contains(element)) outer.push(element);
  return outer.length === 0 ? undefined : outer.map(element => element.outerHTML).join('\n');
}

interface Readable {
  readonly html: string;
  readonly title?: string | undefined;
  readonly author?: string | undefined;
}

async function readable(document: PageDocument): Promise<Readable | undefined> {
  const { Readability } = await import('@mozilla/readability');
  const given = document as unknown as ConstructorParameters<typeof Readability>[0];
  const found = new Readability(given, { charThreshold: 250, disableJSONLD: true }).parse();
  if (!found?.content) return undefined;
  return { html: found.content, title: line(found.title), author: line(found.byline) };
}

function metadata(document: PageDocument) {
  const named = (...names: string[]) => {
    for (const name of names) {
      const found = document.querySelector(`meta[property="${name}"], meta[name="${name}"]`);
      const content = line(found?.getAttribute('content'));
      if (content !== undefined) return content;
    }
    return undefined;
  };
  return {
    title: named('og:title', 'twitter:title') ?? line(document.querySelector('title')?.textContent),
    author: named('author'),
    image: named('og:image', 'twitter:image'),
  };
}

function shownImage(address: string, base: string): string | undefined {
  const url = resolveUrl(address, base, 'fetch');
  return url !== undefined && !isCounter(url) ? url : undefined;
}

/** Text on one line, at most 500 characters; undefined for none. */
function line(text: string | null | undefined): string | undefined {
  const trimmed = text?.replace(/\s+/g, ' ').trim().slice(0, 500).toWellFormed();
  return trimmed === '' ? undefined : trimmed;
}
