import { createRequire } from 'node:module';
import type TurndownService from 'turndown';
import { sanitizeHtml } from '../html/sanitize.ts';

const require = createRequire(import.meta.url);
let converter: TurndownService | undefined;

/** Elements that Markdown has no signs for: they stay as they are, sanitised. */
const KEPT = words(
  'abbr audio cite details dfn dl figure ins kbd mark q ruby samp small sub sup table time u var video',
);

/**
 * HTML from a program as Markdown that renders alike. It is sanitised first, so that nothing in the Markdown does what a post
 * may not; `baseUrl` is what its relative addresses are relative to.
 */
export function htmlToMarkdown(html: string, baseUrl?: string): string {
  converter ??= createConverter();
  const clean = sanitizeHtml(html, { kind: 'post', baseUrl });
  return clean === '' ? '' : converter.turndown(clean).trim();
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
      const alt = service.escape((node.getAttribute('alt') ?? '').replace(/\s+/g, ' '));
      return src === '' ? '' : `![${alt}](${address(src)})`;
    },
  });
  service.addRule('link', {
    filter: node => node.nodeName === 'A' && node.hasAttribute('href'),
    replacement: (content, node) => `[${content}](${address(node.getAttribute('href') ?? '')})`,
  });
  service.addRule('deleted', {
    filter: node => ['DEL', 'S', 'STRIKE'].includes(node.nodeName),
    replacement: content => (content.trim() === '' ? content : `~~${content}~~`),
  });
  return service;
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
function address(url: string): string {
  return url.replace(
    /[\s()<>\\]/g,
    sign => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
}

function isBlock(name: string): boolean {
  return ['AUDIO', 'DETAILS', 'DL', 'FIGURE', 'TABLE', 'VIDEO'].includes(name);
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
