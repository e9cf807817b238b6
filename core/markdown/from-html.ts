import { createRequire } from 'node:module';
import type TurndownService from 'turndown';
import { sanitizeHtml } from '../html/sanitize.ts';
import { fenced } from './fenced.ts';
import { mapAddresses } from './map-addresses.ts';

const require = createRequire(import.meta.url);
let converter: TurndownService | undefined;

/** Elements that Markdown has no signs for: they stay as they are, sanitised. */
const KEPT = words(
  'abbr audio cite details dfn dl ins kbd mark q ruby samp small sub sup table time u var video',
);

export interface FromHtmlOptions {
  /** What relative addresses are relative to; they are dropped without it. */
  baseUrl?: string | undefined;
  /** Gives the new address of a link, a picture or a file, from its absolute one; undefined keeps it. */
  address?: ((old: string) => string | undefined) | undefined;
}

/**
 * HTML from a program or another site as Markdown that renders alike. It is sanitised first, so that nothing in the Markdown
 * does what a post may not.
 */
export function htmlToMarkdown(html: string, { baseUrl, address }: FromHtmlOptions = {}): string {
  converter ??= createConverter();
  const clean = sanitizeHtml(html, { kind: 'post', baseUrl });
  const placed = address === undefined ? clean : mapAddresses(clean, address);
  return placed === '' ? '' : converter.turndown(placed).trim();
}

function createConverter(): TurndownService {
  const Service = require('turndown') as typeof TurndownService;
  const service = new Service({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
    // A blank line would end the element for a Markdown parser.
    keepReplacement: (_content, node) => {
      const text = node.outerHTML.replace(/\n\s*\n/g, '\n');
      return isBlock(node.nodeName) ? `\n\n${text}\n\n` : text;
    },
  });
  service.keep(node => KEPT.includes(node.nodeName.toLowerCase()));
  const escapeSigns = service.escape.bind(service);
  service.escape = text => escapeMore(escapeSigns(text));
  service.addRule('picture', {
    filter: 'img',
    replacement: (_content, node) => {
      const src = node.getAttribute('src') ?? '';
      const alt = service.escape((node.getAttribute('alt') ?? '').replace(/\s+/g, ' ').trim());
      return src === '' ? '' : `![${alt}](${safe(src)})`;
    },
  });
  service.addRule('caption', {
    filter: 'figcaption',
    replacement: (_content, node) => {
      const words = service.escape((node.textContent ?? '').replace(/\s+/g, ' ').trim());
      return words === '' ? '' : `\n\n*${words}*\n\n`;
    },
  });
  service.addRule('link', {
    filter: node => node.nodeName === 'A' && node.hasAttribute('href'),
    replacement: (content, node) =>
      content.trim() === '' ? '' : `[${content}](${safe(node.getAttribute('href') ?? '')})`,
  });
  service.addRule('deleted', {
    filter: node => ['DEL', 'S', 'STRIKE'].includes(node.nodeName),
    replacement: content => (content.trim() === '' ? content : `~~${content}~~`),
  });
  service.addRule('code', {
    filter: 'pre',
    replacement: (_content, node) => {
      const classes = `${node.className} ${node.querySelector('code')?.className ?? ''}`;
      const language = /\blanguage-([\w+#-]+)/.exec(classes)?.[1] ?? '';
      return `\n\n${fenced(node.textContent ?? '', language)}\n\n`;
    },
  });
  service.addRule('item', { filter: 'li', replacement: listItem });
  return service;
}

/** What is asked of an element of the DOM that turndown walks. */
interface ListItem {
  readonly nextSibling: unknown;
  readonly parentElement: {
    readonly nodeName: string;
    readonly children: ArrayLike<unknown>;
    getAttribute(name: string): string | null;
  } | null;
}

/** The text of an item stands right after its mark, which turndown itself sets three spaces before. */
function listItem(content: string, item: ListItem): string {
  const list = item.parentElement;
  const first = Number(list?.getAttribute('start') ?? 1);
  const mark =
    list?.nodeName === 'OL' ? `${first + Array.prototype.indexOf.call(list.children, item)}. ` : '- ';
  const text = content.replace(/^\n+|\s+$/g, '').replace(/\n(?=[^\n])/g, `\n${' '.repeat(mark.length)}`);
  return `${mark}${text}${item.nextSibling === null ? '' : '\n'}`;
}

/**
 * A sign that is text stays text: an opening bracket would begin raw HTML, an ampersand an entity and a dollar a formula. Titles
 * and other attributes are not taken over, since their text would have to be kept from doing the same.
 */
function escapeMore(text: string): string {
  return text
    .replace(/&(?=#?[a-z0-9]+;)/gi, '\\&')
    .replaceAll('<', '\\<')
    .replaceAll('$', '\\$');
}

/** An address without the signs that would end it. */
function safe(url: string): string {
  return url.replace(
    /[\s()<>\\]/g,
    sign => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
}

function isBlock(name: string): boolean {
  return ['AUDIO', 'DETAILS', 'DL', 'TABLE', 'VIDEO'].includes(name);
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
