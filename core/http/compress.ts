import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGzip, createZstdCompress, gzip, zstdCompress, zstdCompressSync } from 'node:zlib';
import { type Coding, chooseEncoding, QUICKEST } from './encoding.ts';
import type { Http } from './http.ts';

const gzipped = promisify(gzip);
const zstandard = promisify(zstdCompress);

/** Below this a compressed answer would not fit into fewer packets. */
export const WORTH_COMPRESSING = 1_000;
/** Of what is compressed anew: a hundredth more bytes than 6 for half the time. */
export const GZIP_LEVEL = 4;

/** The quickest level: a thirtieth more bytes than 3, which is usual, for two thirds of the time. */
const ZSTD = { [constants.ZSTD_c_compressionLevel]: 1 };

/** Less than so many bytes are compressed without another thread, and so before anything else happens. */
export const AT_ONCE = 256 * 1024;

const TEXT = /^(?:text\/|application\/(?:[a-z.-]+\+)?(?:json|xml)\b)/i;

/**
 * Answers of text from these routes go out compressed to whoever takes that; each is made for one request, so that it is
 * what is quick. What is compressed already, or has a validator of its own, is left as it is.
 *
 * A page that repeats what its address says shows by its length whether its form token does too; that helps nobody, since
 * forms from other sites are refused whatever token they have.
 */
export function compressAnswers(http: Http): void {
  http.addHook('onSend', async (request, reply, payload) => {
    if (!isText(payload, reply.getHeader('content-type'))) return payload;
    if (reply.hasHeader('content-encoding') || reply.hasHeader('etag')) return payload;
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'accept-encoding' : `${String(vary)}, accept-encoding`);
    const coding = chooseEncoding(request.headers['accept-encoding'], QUICKEST);
    if (coding === 'identity') return payload;
    reply.header('content-encoding', coding).removeHeader('content-length');
    if (!(payload instanceof Readable)) return await compressQuickly(Buffer.from(payload), coding);
    // Whichever of the two breaks off takes the other along.
    const made = coding === 'zstd' ? createZstdCompress({ params: ZSTD }) : createGzip({ level: GZIP_LEVEL });
    return pipeline(payload, made, () => {});
  });
}

/**
 * Compresses what waits to be sent. Zstandard goes through 100 KB in a quarter of a millisecond, which is less than handing them
 * to another thread takes; what is longer is handed over. Memory is asked for as text needs it, and not the 128 KB that are usual.
 */
export async function compressQuickly(body: Buffer, coding: Coding): Promise<Buffer> {
  if (coding !== 'zstd') return await gzipped(body, { level: GZIP_LEVEL });
  const options = { pledgedSrcSize: body.length, chunkSize: Math.ceil(body.length / 4), params: ZSTD };
  return body.length < AT_ONCE ? zstdCompressSync(body, options) : await zstandard(body, options);
}

/** What is written bit by bit counts as long. */
function isText(payload: unknown, type: unknown): payload is string | Buffer | Readable {
  if (!TEXT.test(String(type))) return false;
  if (payload instanceof Readable) return true;
  return (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length >= WORTH_COMPRESSING;
}
