import { type AttributeMap, type CleanContext, cleanAttributes } from './clean-attributes.ts';
import { findImage } from './clean-image.ts';
import { embedsToLinks } from './embeds.ts';
import { escapeHtml } from './escape.ts';
import { sanitizer } from './lazy.ts';
import {
  COMMON_ATTRIBUTES,
  DROPPED_WITH_CONTENT,
  RULES,
  type SanitizeKind,
  type SanitizeRules,
} from './sanitize-rules.ts';
import { htmlToText } from './text.ts';

export type { SanitizeKind } from './sanitize-rules.ts';

export interface SanitizeOptions {
  kind: SanitizeKind;
  /** What relative addresses are relative to; they are dropped without it. */
  baseUrl?: string | undefined;
  /** Gives the address under which an image is shown, such as that of a signed proxy; its own unless given. */
  image?: ((url: string) => string) | undefined;
}

/** Deeper nesting than any author writes; browsers themselves stop at 512. */
const MAX_DEPTH = 200;

/**
 * Stands for an image that is left out, and is itself taken out at the end: no text and no attribute can hold it
 * unescaped. The sanitiser's own way of excluding an element copies all output so far each time.
 */
const LEFT_OUT = 'x-left-out';

/**
 * HTML from outside as HTML that is safe to show: only listed elements and attributes, addresses absolute and of
 * harmless schemes, no scripts, styles, forms, frames, SVG or counting pixels. Input too deep to be prose comes back as
 * its text in paragraphs, and input too long is cut off, so that time and memory stay bounded whatever comes in.
 */
export function sanitizeHtml(dirty: string, options: SanitizeOptions): string {
  const rules = RULES[options.kind];
  const text = dirty.slice(0, rules.maxLength).replaceAll('\0', '').toWellFormed();
  const context: CleanContext = { rules, baseUrl: options.baseUrl, image: options.image ?? (url => url) };
  let depth = 0;
  try {
    const clean = sanitizer()(rules.embedsToLinks ? embedsToLinks(text) : text, {
      ...ALLOWED[options.kind],
      allowedSchemes: ['http', 'https', 'mailto'],
      allowProtocolRelative: false,
      selfClosing: ['br', 'col', 'hr', 'img', 'source', 'wbr', LEFT_OUT],
      nonTextTags: DROPPED_WITH_CONTENT,
      parseStyleAttributes: false,
      transformTags: { '*': (tag, attributes) => transform(tag, attributes, context) },
      onOpenTag() {
        if (++depth > MAX_DEPTH) throw new TooDeep();
      },
      onCloseTag() {
        depth--;
      },
    });
    return clean.replaceAll(`<${LEFT_OUT} />`, '').trim();
  } catch (error) {
    if (error instanceof TooDeep) return textAsParagraphs(text);
    throw error;
  }
}

/** The lists of each kind in the sanitiser's form. */
const ALLOWED = {
  feed: allowed(RULES.feed),
  post: allowed(RULES.post),
  mention: allowed(RULES.mention),
  comment: allowed(RULES.comment),
};

function allowed(rules: SanitizeRules) {
  const byTag = Object.entries(rules.attributes).map(([tag, names]) => [tag, [...names]]);
  const own = rules.ownMarkup ? ['class', 'id'] : [];
  return {
    allowedTags: [...rules.tags, LEFT_OUT],
    allowedAttributes: { ...Object.fromEntries(byTag), '*': [...COMMON_ATTRIBUTES, ...own] },
  };
}

class TooDeep extends Error {}

function transform(tag: string, dirty: AttributeMap, context: CleanContext) {
  if (!context.rules.tags.includes(tag)) return { tagName: tag, attribs: {} };
  if (tag !== 'img') return { tagName: tag, attribs: cleanAttributes(tag, dirty, context) };
  const found = findImage(dirty);
  const attribs = found === undefined ? {} : cleanAttributes(tag, found, context);
  if (attribs['src'] === undefined && attribs['srcset'] === undefined)
    return { tagName: LEFT_OUT, attribs: {} };
  return { tagName: tag, attribs: { alt: '', ...attribs, loading: 'lazy', decoding: 'async' } };
}

function textAsParagraphs(html: string): string {
  const paragraphs = htmlToText(html).split(/\n{2,}/);
  return paragraphs.map(text => (text === '' ? '' : `<p>${escapeHtml(text)}</p>`)).join('');
}
