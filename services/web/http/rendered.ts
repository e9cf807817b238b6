/** What a page's `render` gives; everything that is cached of it. */
export interface Rendered {
  /** With an `INSET` for each of the insets. */
  readonly body: string;
  /** What stands there, in their order, written out and encoded before: long, and the same each time the page is made. */
  readonly insets?: readonly Buffer[] | undefined;
  /** `text/html; charset=utf-8` unless given. */
  readonly type?: string;
  /** When the newest thing in it changed, RFC 3339. */
  readonly lastModified?: string | undefined;
  /** The Link header (RFC 8288). */
  readonly link?: string | undefined;
}

/** Where an inset stands. No text has this character: PostgreSQL keeps none that does. */
export const INSET = '\0';

/** The whole body, in one piece of memory: of its own, or what `place` gives for a number of bytes. */
export function bytesOf(
  { body, insets = [] }: Rendered,
  place: (size: number) => Buffer = Buffer.allocUnsafeSlow,
): Buffer {
  const parts =
    insets.length === 0 ? [body] : body.split(INSET).flatMap((part, index) => [part, insets[index] ?? '']);
  const bytes = place(parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0));
  let end = 0;
  for (const part of parts) end += typeof part === 'string' ? bytes.write(part, end) : part.copy(bytes, end);
  return bytes;
}

export const HTML = 'text/html; charset=utf-8';
