import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { isMediaExtension, MEDIA_TYPES } from '../../media/types.ts';

const Params = z.object({ folder: z.string(), file: z.string() });
const FILE = /^([0-9a-f]{2})[0-9a-f]{38}\.([a-z0-9]{3,4})$/;

/** A file never changes under its name: whoever has it need not ask again. Only content that was sniffed is served as its type. */
export function mediaRoute(http: Http, ctx: ApiContext): void {
  http.get('/media/:folder/:file', { schema: { params: Params, hide: true } }, async (request, reply) => {
    const { folder, file } = request.params;
    const [, start, extension] = FILE.exec(file) ?? [];
    if (extension === undefined || start !== folder || !isMediaExtension(extension)) throw missing();
    const etag = `"${file}"`;
    reply.headers({
      etag,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      // What is opened by itself runs nothing, whatever it holds.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox",
    });
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    const handle = await open(join(ctx.media, folder, file), 'r').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? missing() : error;
    });
    const { size } = await handle.stat();
    reply.type(MEDIA_TYPES[extension]).header('content-length', size);
    if (extension === 'svg') reply.header('content-disposition', 'attachment');
    if (request.method === 'HEAD') {
      await handle.close();
      // An empty stream, since for an empty body the length would be made 0.
      return reply.send(Readable.from([]));
    }
    return reply.send(handle.createReadStream());
  });
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such file here.');
}
