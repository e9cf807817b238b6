export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * The best coding we have that an Accept-Encoding header takes (RFC 9110, section 12.5.3): Brotli, then gzip, then none.
 * `have` is what there is of it.
 * A quality of 0 refuses; other qualities do not reorder, since smaller is better for everybody who accepts it.
 */
export function chooseEncoding(
  header: string | string[] | undefined,
  have: 'all' | 'gzip' = 'all',
): Encoding {
  if (header === undefined) return 'identity';
  const text = Array.isArray(header) ? header.join(',') : header;
  // What browsers send: decided without taking the header apart.
  if (!text.includes('q=')) {
    if (have === 'all' && BR.test(text)) return 'br';
    return GZIP.test(text) || text.includes('*') ? 'gzip' : 'identity';
  }
  const quality = new Map<string, number>();
  for (const part of text.split(',')) {
    const [name, ...parameters] = part.split(';');
    const q = parameters.map(parameter => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1]).find(found => found);
    quality.set(name!.trim().toLowerCase(), q === undefined ? 1 : Number(q));
  }
  const rest = quality.get('*') ?? 0;
  if (have === 'all' && (quality.get('br') ?? rest) > 0) return 'br';
  return (quality.get('gzip') ?? quality.get('x-gzip') ?? rest) > 0 ? 'gzip' : 'identity';
}

const BR = /(?:^|[\s,])br(?:$|[\s,;])/i;
const GZIP = /(?:^|[\s,])(?:x-)?gzip(?:$|[\s,;])/i;
