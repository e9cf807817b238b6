import type { Photo } from '../contract.ts';
import { invalidRequest } from './request.ts';

/** The text of a value: a string, a number, or the `value` of an object. Throws `invalid_request` for anything else. */
export function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const inner = memberOf(value, 'value') ?? memberOf(value, 'html');
  if (typeof inner === 'string') return inner;
  throw invalidRequest(`A value of "${name}" is not a text.`);
}

/** The address that a property points at: a text, or the `url` of an object such as an h-cite. Only http and https. */
export function addressOf(value: unknown, name: string): string {
  const text = typeof value === 'string' ? value : (citedOf(value, 'url') ?? memberOf(value, 'value'));
  const address = typeof text === 'string' ? URL.parse(text.trim()) : null;
  if (address === null || !/^https?:$/.test(address.protocol) || address.href.length > 2000)
    throw invalidRequest(`"${name}" must be a web address.`);
  return address.href;
}

/** The first value of a property of an embedded object (`{ type: ['h-cite'], properties: { … } }`), when it is a text. */
export function citedOf(value: unknown, name: string): string | undefined {
  const values = memberOf(memberOf(value, 'properties'), name);
  const first = Array.isArray(values) ? values[0] : values;
  return typeof first === 'string' ? first : undefined;
}

/** A picture: its address, or that and what it shows. One of ours is kept by its path, so that the site may move. */
export function photoOf(value: unknown, origin: string): Photo {
  const alt = memberOf(value, 'alt');
  return {
    src: onSite(addressOf(value, 'photo'), origin),
    alt: typeof alt === 'string' ? alt.slice(0, 2000) : '',
  };
}

/** An address on this site as its path. */
export function onSite(address: string, origin: string): string {
  return address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;
}

/** The full address of what may be a path on this site. */
export function offSite(src: string, origin: string): string {
  return src.startsWith('/') && !src.startsWith('//') ? origin + src : src;
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
