import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import { chooseEncoding } from './encoding.ts';
import type { Http } from './http.ts';

const gzipped = promisify(gzip);

/** Below this a compressed answer would not fit into fewer packets. */
export const WORTH_COMPRESSING = 1_000;
/** Of what is compressed anew: a hundredth more bytes than 6 for half the time. */
export const GZIP_LEVEL = 4;

const TEXT = /^(?:text\/|application\/(?:[a-z.-]+\+)?(?:json|xml)\b)/i;

/**
 * Answers of text from these routes go out compressed to whoever takes that; each is made for one request, so that gzip, which
 * is quick, is all there is. What is compressed already, or has a validator of its own, is left as it is.
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
    if (chooseEncoding(request.headers['accept-encoding'], 'gzip') === 'identity') return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    if (!(payload instanceof Readable)) return await gzipped(payload, { level: GZIP_LEVEL });
    // Whichever of the two breaks off takes the other along.
    return pipeline(payload, createGzip({ level: GZIP_LEVEL }), () => {});
  });
}

/** What is written bit by bit counts as long. */
function isText(payload: unknown, type: unknown): payload is string | Buffer | Readable {
  if (!TEXT.test(String(type))) return false;
  if (payload instanceof Readable) return true;
  return (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length >= WORTH_COMPRESSING;
}
