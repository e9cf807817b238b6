import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, zstdDecompressSync } from 'node:zlib';
import { compressQuickly, WORTH_COMPRESSING } from '../../../core/http/compress.ts';
import { type Coding, type Encoding, SMALLEST } from '../../../core/http/encoding.ts';
import type { PackedPage } from './packed-page.ts';

const brotli = promisify(brotliCompress);

/** Pages are compressed once per revision, feeds and long posts included: 5 takes a few milliseconds for 100 KB. */
const BROTLI_QUALITY = 5;

/** One form of a page, ready to be written: nothing is computed per request. */
export interface Variant {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A rendered page with its headers worked out once, in each of its codings from the first demand on. */
export class StoredPage {
  readonly modified: number | undefined;
  /** Of all codings. */
  readonly etags: readonly string[];
  /** Bytes of memory it takes, about, with its compressed forms. */
  readonly size: number;
  readonly #base: Readonly<Record<string, string>>;
  readonly #hash: string;
  readonly #zstd: Buffer | undefined;
  readonly #variants = new Map<Encoding, Variant | Promise<Variant>>();
  /** Of one that is kept compressed, as long as there is memory for it. */
  #plain: WeakRef<Variant> | undefined;

  constructor({ type, lastModified, link, hash, packed, coding }: PackedPage, control: string) {
    this.#hash = hash;
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
    this.#variants.set(coding ?? 'identity', this.#variant(packed, coding));
    this.#zstd = coding === undefined ? undefined : packed;
    this.size = Math.ceil(packed.length * (coding === undefined ? 1.6 : 3)) + 1_500;
  }

  /** One that is made of bytes, which stay as they are. */
  static of(body: Buffer, type: string, control: string): StoredPage {
    return new StoredPage({ type, hash: hashOf(body), packed: body }, control);
  }

  get identity(): Variant {
    const known = this.#variants.get('identity') ?? this.#plain?.deref();
    if (known !== undefined) return known as Variant;
    const made = this.#variant(zstdDecompressSync(this.#zstd!), undefined);
    this.#plain = new WeakRef(made);
    return made;
  }

  /** The bytes for an encoding: at once when they are there, else a promise of them. */
  variant(encoding: Encoding): Variant | Promise<Variant> {
    if (encoding === 'identity') return this.identity;
    const known = this.#variants.get(encoding);
    if (known !== undefined) return known;
    const body = this.identity.bytes;
    if (body.length < WORTH_COMPRESSING) return this.identity;
    const made = this.#compress(body, encoding).then(variant => {
      this.#variants.set(encoding, variant);
      return variant;
    });
    this.#variants.set(encoding, made);
    return made;
  }

  async #compress(body: Buffer, coding: Coding): Promise<Variant> {
    const bytes =
      coding === 'br' ? await brotli(body, brotliOptions(body)) : await compressQuickly(body, coding);
    return this.#variant(bytes, coding);
  }

  #etag(suffix: string): string {
    return `"${this.#hash}${suffix}"`;
  }

  #variant(bytes: Buffer, coding: Coding | undefined): Variant {
    const etag = this.#etag(coding === undefined ? '' : `-${coding}`);
    const headers = { ...this.#base, etag };
    return {
      bytes,
      etag,
      headers: coding === undefined ? headers : { ...headers, 'content-encoding': coding },
    };
  }
}

/** Names a body by what it is: 120 bits of its SHA-256. */
export function hashOf(body: Buffer): string {
  return hash('sha256', body, 'base64url').slice(0, 20);
}

function brotliOptions(body: Buffer) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  };
}
