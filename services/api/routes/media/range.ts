/** A part of a file, both ends counted in. */
export interface Part {
  first: number;
  last: number;
}

/**
 * The part of a file that a Range header asks for (RFC 9110, section 14.2); undefined for the whole: without the header, in
 * another unit, for several parts at once, and for what is no range. `unsatisfiable` when it begins after the end.
 */
export function readRange(header: string | undefined, size: number): Part | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') {
    const length = Number(to);
    if (length === 0 || size === 0) return 'unsatisfiable';
    return { first: Math.max(0, size - length), last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return undefined;
  if (first >= size) return 'unsatisfiable';
  return { first, last: to === '' ? size - 1 : Math.min(size - 1, Number(to)) };
}
