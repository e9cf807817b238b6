import { visitElements } from '../../../core/html/elements.ts';
import { plainAddress } from './addresses.ts';

/** Attributes that hold an address. */
const ADDRESSES = ['href', 'src', 'data', 'poster', 'cite'];

/**
 * Whether a document has a link to one of the addresses that `wanted` accepts (https://www.w3.org/TR/webmention/, 3.2.2): in
 * HTML an attribute of an element, in JSON a value, in plain text the address itself. What stands in a comment or was
 * escaped is none. `wanted` is given addresses without fragments.
 */
export function hasLink(
  text: string,
  contentType: string,
  base: string,
  wanted: (address: string) => boolean,
): boolean {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (/[/+]json$/.test(type)) return inJson(text, wanted);
  if (type === 'text/plain' || type === 'text/markdown') return inText(text, wanted);
  return inHtml(text, base, wanted);
}

function inHtml(html: string, base: string, wanted: (address: string) => boolean): boolean {
  let origin: string | undefined;
  let found = false;
  visitElements(html, (name, attributes) => {
    if (found) return;
    if (name === 'base') origin ??= plainAddress(attributes['href'] ?? '', base);
    else
      found = ADDRESSES.some(attribute => {
        const value = attributes[attribute];
        const address = value === undefined ? undefined : plainAddress(value, origin ?? base);
        return address !== undefined && wanted(address);
      });
  });
  return found;
}

function inJson(text: string, wanted: (address: string) => boolean): boolean {
  let waiting: unknown[];
  try {
    waiting = [JSON.parse(text)];
  } catch {
    return false;
  }
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value === 'object' && value !== null) {
      for (const child of Object.values(value))
        if (child !== null && child !== undefined) waiting.push(child);
    } else if (typeof value === 'string') {
      const address = plainAddress(value);
      if (address !== undefined && wanted(address)) return true;
    }
  }
  return false;
}

function inText(text: string, wanted: (address: string) => boolean): boolean {
  for (const [found] of text.matchAll(/https?:\/\/[^\s<>"'`]{1,2000}/g)) {
    for (const candidate of [found, found.replace(/[.,;:!?)\]}]+$/, '')]) {
      const address = plainAddress(candidate);
      if (address !== undefined && wanted(address)) return true;
    }
  }
  return false;
}
