import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { z } from 'zod';
import { GZIP_LEVEL, WORTH_COMPRESSING } from '../../../core/http/compress.ts';
import type { Encoding } from '../../../core/http/encoding.ts';
import { HTML, type Rendered } from './rendered.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Pages are compressed once per revision, feeds and long posts included: 5 takes a few milliseconds for 100 KB. */
const BROTLI_QUALITY = 5;

/** One form of a page, ready to be written: nothing is computed per request. */
export interface Variant {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A rendered page with its headers worked out once, compressed on first demand and kept so. */
export class StoredPage {
  readonly identity: Variant;
  readonly modified: number | undefined;
  readonly #base: Readonly<Record<string, string>>;
  readonly #hash: string;
  readonly #compressed = new Map<Encoding, Variant | Promise<Variant>>();

  constructor(body: Buffer, type: string, lastModified: string | undefined, control: string, link?: string) {
    this.#hash = createHash('sha256').update(body).digest('base64url').slice(0, 20);
    this.modified =
      lastModified === undefined ? undefined : Math.floor(Date.parse(lastModified) / 1000) * 1000;
    this.#base = {
      'content-type': type,
      'cache-control': control,
      vary: 'accept-encoding',
      ...(link === undefined ? {} : { link }),
      ...(this.modified === undefined ? {} : { 'last-modified': new Date(this.modified).toUTCString() }),
    };
    this.identity = this.#variant(body, '', {});
  }

  /** The bytes for an encoding: at once when they are there, else a promise of them. */
  variant(encoding: Encoding): Variant | Promise<Variant> {
    if (encoding === 'identity' || this.identity.bytes.length < WORTH_COMPRESSING) return this.identity;
    const known = this.#compressed.get(encoding);
    if (known !== undefined) return known;
    const made = this.#compress(encoding).then(variant => {
      this.#compressed.set(encoding, variant);
      return variant;
    });
    this.#compressed.set(encoding, made);
    return made;
  }

  /** Bytes of memory it takes, about, with both compressed forms. */
  get size(): number {
    return Math.ceil(this.identity.bytes.length * 1.6) + 1_500;
  }

  async #compress(encoding: Exclude<Encoding, 'identity'>): Promise<Variant> {
    const body = this.identity.bytes;
    const bytes =
      encoding === 'br'
        ? await brotli(body, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
              [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
            },
          })
        : await gzipped(body, { level: GZIP_LEVEL });
    return this.#variant(bytes, `-${encoding}`, { 'content-encoding': encoding });
  }

  #variant(bytes: Buffer, suffix: string, more: Record<string, string>): Variant {
    const etag = `"${this.#hash}${suffix}"`;
    return { bytes, etag, headers: { ...this.#base, ...more, etag } };
  }
}

/** As bytes for the shared cache: a line of JSON, then the body. */
export function encodePage(page: Rendered): Buffer {
  const head = JSON.stringify({ type: page.type ?? HTML, lastModified: page.lastModified, link: page.link });
  return Buffer.from(`${head}\n${page.body}`);
}

const Head = z.object({ type: z.string(), lastModified: z.string().optional(), link: z.string().optional() });

/** Reads it back without copying the body. Throws for what is no page. */
export function decodePage(bytes: Uint8Array): z.infer<typeof Head> & { body: Buffer } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(10);
  return { ...Head.parse(JSON.parse(buffer.toString('utf8', 0, end))), body: buffer.subarray(end + 1) };
}
