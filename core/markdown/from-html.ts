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
  service.addRule('deleted', {
    filter: node => ['DEL', 'S', 'STRIKE'].includes(node.nodeName),
    replacement: content => (content.trim() === '' ? content : `~~${content}~~`),
  });
  return service;
}

function isBlock(name: string): boolean {
  return ['AUDIO', 'DETAILS', 'DL', 'FIGURE', 'TABLE', 'VIDEO'].includes(name);
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
