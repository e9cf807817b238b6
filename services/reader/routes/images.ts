import type { FileHandle } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';
import { addressKey, Limiter } from '../../../core/http/limit.ts';
import type { ReaderContext } from '../context.ts';
import { imageType, TELLING } from '../images/image-type.ts';
import { IMAGE_PATH } from '../images/signer.ts';

const Params = z.object({ signature: z.string(), '*': z.string() });

/** What stands at an address once is shown from there for a month, by us and by browsers. */
const LONG = 'public, max-age=2592000, immutable';
/** What is opened by itself runs nothing, whatever it holds. */
const RUNS_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
/** Fetches that one visitor may cause; images that are here already do not count. */
const FETCHES = { burst: 300, perMinute: 600 };

/** `GET /reader/image/SIGNATURE/URL`: an image of an item, fetched here and not by the visitor. Nothing but images comes out. */
export function imageRoute(http: Http, ctx: Pick<ReaderContext, 'images'>): void {
  const limiter = new Limiter(FETCHES);
  http.get(
    `${IMAGE_PATH}:signature/*`,
    { schema: { params: Params, hide: true } },
    async (request, reply) => {
      const { signature, '*': encoded } = request.params;
      const url = ctx.images.signer.open(signature, encoded);
      if (url === undefined) throw new AppError('not_found', 'There is no such image here.');
      // The signature stands for the address, and what is at an address is taken to stay.
      const etag = `"${signature}"`;
      if (request.headers['if-none-match']?.includes(etag))
        return await reply.code(304).headers({ etag, 'cache-control': LONG }).send();
      const kept = await ctx.images.store.find(url);
      if (kept) return await sendKept(head(reply, etag), kept);
      limiter.take(addressKey(request.ip));
      const { type, body } = await ctx.images.get(url);
      return await asType(head(reply, etag), type).send(body);
    },
  );
}

function head(reply: FastifyReply, etag: string): FastifyReply {
  return reply.headers({
    etag,
    'cache-control': LONG,
    'content-security-policy': RUNS_NOTHING,
    'x-content-type-options': 'nosniff',
  });
}

async function sendKept(reply: FastifyReply, handle: FileHandle): Promise<FastifyReply> {
  const start = Buffer.alloc(TELLING);
  const { bytesRead } = await handle.read(start, 0, TELLING, 0);
  const { size } = await handle.stat();
  const type = imageType(start.subarray(0, bytesRead)) ?? 'application/octet-stream';
  return asType(reply, type)
    .header('content-length', size)
    .send(handle.createReadStream({ start: 0 }));
}

/** An SVG can hold a script: it is a picture within a page, and a download by itself. */
function asType(reply: FastifyReply, type: string): FastifyReply {
  if (type === 'image/svg+xml') reply.header('content-disposition', 'attachment');
  return reply.type(type);
}
