import type { AttributeMap } from './clean-attributes.ts';

/** Attributes in which scripts for loading images late keep the real address. */
const LATE_SRC = ['data-src', 'data-lazy-src', 'data-original', 'data-orig-file'];
const LATE_SRCSET = ['data-srcset', 'data-lazy-srcset'];

/** An image's attributes with the address that a script would have put in, or undefined for an image that only counts readers. */
export function findImage(dirty: AttributeMap): AttributeMap | undefined {
  if (isPixel(dirty)) return undefined;
  const src = dirty['src'];
  const late = first(dirty, LATE_SRC);
  const placeholder = src === undefined || src.trim() === '' || /^\s*(?:data|about):/i.test(src);
  const found: AttributeMap = { ...dirty };
  if (placeholder && late !== undefined) found['src'] = late;
  const srcset = dirty['srcset'] ?? first(dirty, LATE_SRCSET);
  if (srcset !== undefined) found['srcset'] = srcset;
  return found;
}

function first(attributes: AttributeMap, names: readonly string[]): string | undefined {
  for (const name of names) if (attributes[name]) return attributes[name];
  return undefined;
}

/** One pixel or none in both directions, or not to be seen at all. */
function isPixel(attributes: AttributeMap): boolean {
  const style = attributes['style'] ?? '';
  return (
    (isTiny(attributes['width'], style, 'width') && isTiny(attributes['height'], style, 'height')) ||
    /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  );
}

function isTiny(attribute: string | undefined, style: string, property: string): boolean {
  if (attribute !== undefined) return /^\s*[01](?:\.0+)?\s*(?:px)?\s*$/.test(attribute);
  return (
    style !== '' && new RegExp(`(?:^|[;\\s])${property}\\s*:\\s*[01](?:px)?\\s*(?:;|!|$)`, 'i').test(style)
  );
}
