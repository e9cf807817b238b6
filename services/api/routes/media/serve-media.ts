import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { isMediaExtension, MEDIA_TYPES, type MediaExtension } from '../../media/types.ts';
import { makeMissing } from './make-missing.ts';
import { readRange } from './range.ts';

const Params = z.object({ folder: z.string(), file: z.string() });
const FILE = /^(([0-9a-f]{2})[0-9a-f]{38})(?:-(\d{3,4}))?\.([a-z0-9]{3,4})$/;

/** A file never changes under its name: whoever has it need not ask again. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** What is opened by itself runs nothing, whatever it holds. */
const RUNS_NOTHING =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox";

/**
 * `GET /media/…`: files, and the smaller sizes of pictures, which are made when they are not there yet. Only content that was
 * sniffed is served as its type. Parts of a file for players that seek (RFC 9110, section 14).
 */
export function mediaRoute(http: Http, ctx: ApiContext): void {
  http.get('/media/:folder/:file', { schema: { params: Params, hide: true } }, async (request, reply) => {
    const { folder, file } = request.params;
    const [, hash, start, width, extension] = FILE.exec(file) ?? [];
    if (hash === undefined || extension === undefined || start !== folder || !isMediaExtension(extension))
      throw missing();
    const etag = `"${file}"`;
    reply.headers({
      etag,
      'cache-control': FOR_EVER,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': RUNS_NOTHING,
    });
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    const path = join(ctx.media, folder, file);
    let handle = await openFile(path);
    if (handle === undefined && width !== undefined) {
      const instead = await makeMissing(ctx, { hash, width: Number(width), extension });
      if (instead !== undefined) return reply.header('cache-control', 'no-store').redirect(instead, 302);
      handle = await openFile(path);
    }
    if (handle === undefined) throw missing();
    return sendFile(request, reply, handle, extension, etag);
  });
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  return open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  handle: FileHandle,
  extension: MediaExtension,
  etag: string,
): Promise<FastifyReply> {
  const { size } = await handle.stat();
  reply.type(MEDIA_TYPES[extension]).header('content-length', size);
  if (extension === 'svg') reply.header('content-disposition', 'attachment');
  if (request.method === 'HEAD') {
    await handle.close();
    // An empty stream, since for an empty body the length would be made 0.
    return reply.send(Readable.from([]));
  }
  // Whoever has a part of something else must get the whole (section 13.1.5).
  const condition = request.headers['if-range'];
  const part =
    condition === undefined || condition === etag ? readRange(request.headers.range, size) : undefined;
  if (part === undefined) return reply.send(handle.createReadStream());
  if (part === 'unsatisfiable') {
    await handle.close();
    return reply
      .code(416)
      .removeHeader('content-length')
      .headers({ 'content-range': `bytes */${size}`, 'cache-control': 'no-store' })
      .send();
  }
  return reply
    .code(206)
    .headers({
      'content-range': `bytes ${part.first}-${part.last}/${size}`,
      'content-length': part.last - part.first + 1,
    })
    .send(handle.createReadStream({ start: part.first, end: part.last }));
}

function missing(): AppError {
  return new AppError('not_found', 'There is no such file here.');
}
