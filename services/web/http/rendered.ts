/** What a page's `render` gives; everything that is cached of it. */
export interface Rendered {
  /** May have one `INSET`. */
  readonly body: string;
  /** What stands at the inset, written out and encoded before: long, and the same each time the page is made. */
  readonly inset?: Buffer | undefined;
  /** `text/html; charset=utf-8` unless given. */
  readonly type?: string;
  /** When the newest thing in it changed, RFC 3339. */
  readonly lastModified?: string | undefined;
  /** The Link header (RFC 8288). */
  readonly link?: string | undefined;
}

/** Where the inset stands. No text has this character: PostgreSQL keeps none that does. */
export const INSET = '\0';

/** The whole body. */
export function bytesOf({ body, inset }: Rendered): Buffer {
  const at = body.indexOf(INSET);
  if (inset === undefined || at < 0) return Buffer.from(body);
  return Buffer.concat([Buffer.from(body.slice(0, at)), inset, Buffer.from(body.slice(at + INSET.length))]);
}

export const HTML = 'text/html; charset=utf-8';
