/** Attributes whose value a browser fetches or follows. */
const URL_ATTRIBUTES = new Set([
  'action',
  'background',
  'cite',
  'data',
  'formaction',
  'href',
  'longdesc',
  'manifest',
  'ping',
  'poster',
  'src',
  'xlink:href',
]);

const SAFE_SCHEMES = new Set(['http', 'https', 'mailto']);

/** Stands where an unsafe address stood: a link to nowhere. */
const NOWHERE = '#';

export function isUrlAttribute(name: string): boolean {
  return URL_ATTRIBUTES.has(name);
}

/**
 * The address when it is relative or one of http, https and mailto; `#` otherwise. Reads the scheme as browsers do
 * (https://url.spec.whatwg.org/#concept-basic-url-parser): controls and spaces before it, and tabs and line ends
 * inside it, do not count.
 */
export function safeUrl(url: string): string {
  const scheme = /^[\0- ]*([a-z][a-z0-9+.\-\t\n\r]*):/i.exec(url)?.[1];
  if (scheme === undefined) return url;
  return SAFE_SCHEMES.has(scheme.replace(/[\t\n\r]/g, '').toLowerCase()) ? url : NOWHERE;
}
