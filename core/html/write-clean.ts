import { type AttributeMap, type CleanContext, cleanAttributes } from './clean-attributes.ts';
import { findImage } from './clean-image.ts';
import { parser } from './lazy.ts';
import { DROPPED_WITH_CONTENT, RULES } from './sanitize-rules.ts';

/** Elements without an end tag, among those that are ever kept. */
const VOID = new Set(['br', 'col', 'hr', 'img', 'source', 'wbr']);
const DROPPED = new Set(DROPPED_WITH_CONTENT);
const KEPT = new Map(Object.values(RULES).map(rules => [rules, new Set(rules.tags)]));

/**
 * Writes HTML anew from what a tolerant parser makes of `dirty`: elements of the list, with the attributes that
 * `cleanAttributes` gives, and text; nothing of the input is ever copied as markup. Every element is closed.
 * Undefined for what is nested deeper than `maxDepth`.
 */
export function writeClean(dirty: string, context: CleanContext, maxDepth: number): string | undefined {
  const kept = KEPT.get(context.rules)!;
  let out = '';
  let depth = 0;
  /** The depth of the element that is being left out with all that it holds. */
  let skipped = 0;
  const { Parser } = parser();
  const reader = new Parser({
    onopentag(name, attributes) {
      depth++;
      if (depth > maxDepth) {
        reader.pause();
        return;
      }
      if (skipped > 0) return;
      if (DROPPED.has(name)) skipped = depth;
      else if (kept.has(name)) out += startTag(name, attributes, context);
    },
    onclosetag(name) {
      if (skipped === 0 && kept.has(name) && !VOID.has(name)) out += `</${name}>`;
      if (skipped === depth) skipped = 0;
      depth--;
    },
    ontext(text) {
      if (skipped === 0) out += escapeMarkup(text);
    },
  });
  reader.write(dirty);
  if (depth > maxDepth) return undefined;
  reader.end();
  return out;
}

function startTag(name: string, dirty: AttributeMap, context: CleanContext): string {
  let clean: AttributeMap;
  if (name === 'img') {
    const found = findImage(dirty);
    const attributes = found === undefined ? {} : cleanAttributes(name, found, context);
    if (attributes['src'] === undefined && attributes['srcset'] === undefined) return '';
    clean = { alt: '', ...attributes, loading: 'lazy', decoding: 'async' };
  } else clean = cleanAttributes(name, dirty, context);
  let tag = `<${name}`;
  for (const attribute in clean) {
    const value = clean[attribute]!;
    tag +=
      value === '' && attribute !== 'alt'
        ? ` ${attribute}`
        : ` ${attribute}="${escapeMarkup(value).replaceAll('"', '&quot;')}"`;
  }
  return VOID.has(name) ? `${tag} />` : `${tag}>`;
}

function escapeMarkup(text: string): string {
  return /[&<>]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : text;
}
