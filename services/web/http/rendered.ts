/** What a page's `render` gives; everything that is cached of it. */
export interface Rendered {
  readonly body: string;
  /** `text/html; charset=utf-8` unless given. */
  readonly type?: string;
  /** When the newest thing in it changed, RFC 3339. */
  readonly lastModified?: string | undefined;
  /** The Link header (RFC 8288). */
  readonly link?: string | undefined;
}

export const HTML = 'text/html; charset=utf-8';
