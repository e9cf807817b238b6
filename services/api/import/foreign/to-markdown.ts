import TurndownService from 'turndown';
import { changeText, fenced } from '../segments.ts';

/** What is asked of the elements of the DOM that turndown walks. */
interface Element {
  readonly className: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
}

/**
 * HTML of another program as Markdown. What Markdown has no words for, such as tables with spans, video and details, stays
 * HTML, which the owner's Markdown may hold. `address` gives the new address of a link or picture, or undefined to keep it.
 */
export function toMarkdown(html: string, address: (old: string) => string | undefined): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '*',
    hr: '---',
  });
  service.keep(['table', 'video', 'audio', 'details', 'kbd', 'mark', 'sup', 'sub', 'ins', 'dl', 'abbr']);
  service.remove(['script', 'style', 'noscript', 'form', 'button']);
  service.addRule('struck', { filter: ['del', 's'], replacement: content => `~~${content}~~` });
  service.addRule('address', {
    filter: node => node.nodeName === 'A' && node.getAttribute('href') !== null,
    replacement(content, node) {
      const element = node as Element;
      const href = element.getAttribute('href')!;
      if (content.trim() === '') return '';
      return link(content, address(href) ?? href, element.getAttribute('title'));
    },
  });
  service.addRule('picture', {
    filter: 'img',
    replacement(_content, node) {
      const element = node as Element;
      const src = element.getAttribute('src');
      if (!src) return '';
      const alt = (element.getAttribute('alt') ?? '').replace(/[[\]\n]/g, ' ').trim();
      return `!${link(alt, address(src) ?? src, element.getAttribute('title'))}`;
    },
  });
  service.addRule('caption', {
    filter: 'figcaption',
    replacement: content => (content.trim() === '' ? '' : `\n\n*${content.trim().replaceAll('*', '')}*\n\n`),
  });
  service.addRule('frame', {
    filter: 'iframe',
    replacement(_content, node) {
      const src = (node as Element).getAttribute('src');
      return src ? `\n\n${watchAddress(src)}\n\n` : '';
    },
  });
  service.addRule('code', {
    filter: 'pre',
    replacement(_content, node) {
      const element = node as Element;
      const classes = `${element.className} ${(element.querySelector('code') ?? element).className}`;
      const language = /(?:language|lang|brush:?)[- ]?([\w+#-]+)/.exec(classes)?.[1] ?? '';
      return `\n\n${fenced(element.textContent ?? '', language)}\n\n`;
    },
  });
  const markdown = changeText(service.turndown(html), text =>
    text.replace(/^( *)- {3}(?=\S)/gm, '$1- ').replace(/\n{3,}/g, '\n\n'),
  );
  return markdown.trim();
}

function link(text: string, href: string, title: string | null): string {
  const safe = /[\s()<>]/.test(href) ? `<${href.replace(/[<>\n]/g, encodeURIComponent)}>` : href;
  return `[${text}](${safe}${title ? ` "${title.replace(/["\n]/g, "'")}"` : ''})`;
}

/** A player's address as that of its page, which Croft shows without asking the other site. */
function watchAddress(src: string): string {
  const url = src.startsWith('//') ? `https:${src}` : src;
  const video = /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(url)?.[1];
  if (video !== undefined) return `https://www.youtube.com/watch?v=${video}`;
  const vimeo = /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/.exec(url)?.[1];
  return vimeo === undefined ? url : `https://vimeo.com/${vimeo}`;
}
