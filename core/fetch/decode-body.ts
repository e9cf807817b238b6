import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { fetchError } from './fetch-error.ts';

/** Nobody compresses twice but those who build bombs; two is what a proxy in the way may give. */
const MAX_ENCODINGS = 2;
/** RFC 9659: a zstd window for the web is at most 8 MB. */
const ZSTD_WINDOW_LOG = 23;

export interface BodyDecoder {
  /** Takes bytes as they came; false asks to wait for `onDrain`. */
  write(chunk: Buffer): boolean;
  end(): void;
  destroy(): void;
}

export interface DecoderEvents {
  onData(chunk: Buffer): void;
  onDrain(): void;
  onEnd(): void;
  onError(error: Error): void;
}

/** The encodings of a `Content-Encoding` header, in the order in which they were applied. Throws `bad_encoding`. */
export function parseEncodings(header: string | undefined, host: string): string[] {
  if (header === undefined) return [];
  const names = header.split(',', MAX_ENCODINGS + 8).map(name => name.trim().toLowerCase());
  const encodings = names.filter(name => name !== '' && name !== 'identity' && name !== 'none');
  if (encodings.length > MAX_ENCODINGS || encodings.some(name => !Object.hasOwn(TRANSFORMS, name))) {
    throw fetchError('bad_encoding', host);
  }
  return encodings;
}

/**
 * Decompresses while bytes arrive, a chunk at a time, so that whoever counts them can stop a bomb early. Like browsers,
 * takes a stream that lacks its end (the HTTP framing says whether something is missing).
 */
export function createBodyDecoder(encodings: readonly string[], events: DecoderEvents): BodyDecoder {
  let chain: Transform[] | undefined;

  function build(firstByte: number): Transform[] {
    const made = encodings
      .toReversed()
      .map((name, index) => TRANSFORMS[name]!(index === 0 ? firstByte : 0x78));
    for (const [index, transform] of made.entries()) {
      transform.on('error', events.onError);
      if (index > 0) made[index - 1]!.pipe(transform);
    }
    made[0]!.on('drain', events.onDrain);
    made.at(-1)!.on('data', events.onData).on('end', events.onEnd);
    return made;
  }

  return {
    write(chunk) {
      if (chunk.length === 0) return true;
      chain ??= build(chunk[0]!);
      return chain[0]!.write(chunk);
    },
    end() {
      if (chain === undefined) events.onEnd();
      else chain[0]!.end();
    },
    destroy() {
      for (const transform of chain ?? []) transform.destroy();
    },
  };
}

const LENIENT = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };

const TRANSFORMS: Readonly<Record<string, (firstByte: number) => Transform>> = {
  gzip: () => zlib.createGunzip(LENIENT),
  'x-gzip': () => zlib.createGunzip(LENIENT),
  // Some servers send bare deflate data under this name; the zlib header gives the difference away (RFC 1950, 2.2).
  deflate: firstByte =>
    (firstByte & 0x0f) === 8 ? zlib.createInflate(LENIENT) : zlib.createInflateRaw(LENIENT),
  br: () =>
    zlib.createBrotliDecompress({
      flush: zlib.constants.BROTLI_OPERATION_FLUSH,
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
    }),
  zstd: () =>
    zlib.createZstdDecompress({
      finishFlush: zlib.constants.ZSTD_e_continue,
      params: { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
    }),
};
