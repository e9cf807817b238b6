import type { CleanContext } from './clean-attributes.ts';
import { embedsToLinks } from './embeds.ts';
import { escapeHtml } from './escape.ts';
import { RULES, type SanitizeKind } from './sanitize-rules.ts';
import { htmlToText } from './text.ts';
import { writeClean } from './write-clean.ts';

export type { SanitizeKind } from './sanitize-rules.ts';

export interface SanitizeOptions {
  kind: SanitizeKind;
  /** What relative addresses are relative to; they are dropped without it. */
  baseUrl?: string | undefined;
  /** Gives the address under which an image is shown, its own unless given; undefined leaves the image out. */
  image?: ((url: string) => string | undefined) | undefined;
  /** Gives the address to which a link leads; its own unless given. */
  link?: ((url: string) => string) | undefined;
}

/** Deeper nesting than any author writes; browsers themselves stop at 512. */
const MAX_DEPTH = 200;

/**
 * HTML from outside as HTML that is safe to show: only listed elements and attributes, addresses absolute and of
 * harmless schemes, no scripts, styles, forms, frames, SVG or counting pixels. Input too deep to be prose comes back as
 * its text in paragraphs, and input too long is cut off, so that time and memory stay bounded whatever comes in.
 */
export function sanitizeHtml(dirty: string, options: SanitizeOptions): string {
  const rules = RULES[options.kind];
  const text = dirty.slice(0, rules.maxLength).replaceAll('\0', '').toWellFormed();
  const { baseUrl, image = same, link = same } = options;
  const context: CleanContext = { rules, baseUrl, image, link };
  const clean = writeClean(rules.embedsToLinks ? embedsToLinks(text) : text, context, MAX_DEPTH);
  return clean === undefined ? textAsParagraphs(text) : clean.trim();
}

function same(url: string): string {
  return url;
}

function textAsParagraphs(html: string): string {
  const paragraphs = htmlToText(html).split(/\n{2,}/);
  return paragraphs.map(text => (text === '' ? '' : `<p>${escapeHtml(text)}</p>`)).join('');
}
