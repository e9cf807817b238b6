import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { z } from 'zod';
import { compressQuickly, WORTH_COMPRESSING } from '../../../core/http/compress.ts';
import { type Coding, type Encoding, SMALLEST } from '../../../core/http/encoding.ts';
import { bytesOf, HTML, type Rendered } from './rendered.ts';

const brotli = promisify(brotliCompress);

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
  /** Of all codings. */
  readonly etags: readonly string[];
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
    this.etags = ['', ...SMALLEST.map(coding => `-${coding}`)].map(suffix => this.#etag(suffix));
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

  /** Bytes of memory it takes, about, with its compressed forms. */
  get size(): number {
    return Math.ceil(this.identity.bytes.length * 1.6) + 1_500;
  }

  async #compress(coding: Coding): Promise<Variant> {
    const body = this.identity.bytes;
    const bytes =
      coding === 'br' ? await brotli(body, brotliOptions(body)) : await compressQuickly(body, coding);
    return this.#variant(bytes, `-${coding}`, { 'content-encoding': coding });
  }

  #etag(suffix: string): string {
    return `"${this.#hash}${suffix}"`;
  }

  #variant(bytes: Buffer, suffix: string, more: Record<string, string>): Variant {
    const etag = this.#etag(suffix);
    return { bytes, etag, headers: { ...this.#base, ...more, etag } };
  }
}

function brotliOptions(body: Buffer) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
}

/** As bytes for the shared cache: a line of JSON, then the body. */
export function encodePage(page: Rendered): Buffer {
  const head = JSON.stringify({ type: page.type ?? HTML, lastModified: page.lastModified, link: page.link });
  return bytesOf(page, `${head}\n`);
}

const Head = z.object({ type: z.string(), lastModified: z.string().optional(), link: z.string().optional() });

/** Reads it back without copying the body. Throws for what is no page. */
export function decodePage(bytes: Uint8Array): z.infer<typeof Head> & { body: Buffer } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(10);
  return { ...Head.parse(JSON.parse(buffer.toString('utf8', 0, end))), body: buffer.subarray(end + 1) };
}
