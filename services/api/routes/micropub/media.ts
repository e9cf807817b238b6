import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { isMediaExtension, MEDIA_TYPES } from '../../media/types.ts';
import { invalidRequest } from '../../micropub/request.ts';
import { onSite } from '../../micropub/values.ts';
import { listUploads, noteUpload, type Upload } from '../../store/micropub/uploads.ts';
import { callerOf, knowHeader, requireAny } from './caller.ts';
import { keepFile } from './keep-files.ts';
import { type FilesForm, isMultipart, tokenIn, tooLarge } from './read-multipart.ts';

const uploads = limitByAddress({ burst: 60, perMinute: 120 });

/** `POST /micropub/media`: keeps the part named `file` (https://micropub.spec.indieweb.org/#media-endpoint). */
export function uploadRoute(http: Http, ctx: ApiContext): void {
  const onRequest = [uploads, knowHeader(ctx, 'media')];
  http.post('/micropub/media', { onRequest, schema: { hide: true } }, async (request, reply) => {
    if (!isMultipart(request))
      throw invalidRequest('Send the file as multipart/form-data, in a part named "file".');
    const form = request.body as FilesForm;
    const caller = await callerOf(ctx, request, tokenIn(form));
    requireAny(caller, 'media');
    const files = form.filter((entry): entry is [string, File] => typeof entry[1] !== 'string');
    if (files.length > 1) throw tooLarge('Send one file at a time.');
    const [name, file] = files[0] ?? [];
    if (file === undefined || name !== 'file')
      throw invalidRequest('There is no file in a part named "file".');
    const path = await keepFile(ctx, file, 'file');
    await noteUpload(ctx.db, caller.account, path);
    return reply
      .code(201)
      .headers({ location: ctx.origin + path, 'cache-control': 'no-store' })
      .send({ url: ctx.origin + path });
  });
}

const Query = z.object({
  q: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).catch(20),
  after: z.string().max(2000).optional(),
});

/** `GET /micropub/media`: what came last, or all that came (https://indieweb.org/Micropub-extensions#Query_for_Last_Media_Uploaded). */
export function mediaQueryRoute(http: Http, ctx: ApiContext): void {
  http.get('/micropub/media', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const { q, limit, after } = request.query;
    const caller = await callerOf(ctx, request);
    requireAny(caller, 'media');
    reply.header('cache-control', 'no-store');
    if (q === 'last') {
      const [last] = await listUploads(ctx.db, caller.account, { limit: 1 });
      return reply.send(last === undefined ? {} : describe(ctx, last));
    }
    if (q !== 'source') throw invalidRequest('The queries here are q=last and q=source.');
    const place = after === undefined ? undefined : onSite(after, ctx.origin);
    const rows = await listUploads(ctx.db, caller.account, { limit: limit + 1, after: place });
    const items = rows.slice(0, limit).map(row => describe(ctx, row));
    const more = rows.length > limit ? { paging: { after: items.at(-1)!.url } } : {};
    return reply.send({ items, ...more });
  });
}

function describe(ctx: ApiContext, { path, at }: Upload) {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return {
    url: ctx.origin + path,
    published: at.toISOString(),
    ...(isMediaExtension(extension) ? { mime_type: MEDIA_TYPES[extension] } : {}),
  };
}
