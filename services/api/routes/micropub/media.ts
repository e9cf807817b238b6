import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { isMediaExtension, MEDIA_TYPES } from '../../media/types.ts';
import { saveMedia } from '../../methods/media/save-media.ts';
import { invalidRequest } from '../../micropub/request.ts';
import { onSite } from '../../micropub/values.ts';
import { listUploads, noteUpload, type Upload } from '../../store/micropub/uploads.ts';
import { headerToken, oneToken, requireAny, tokenHolder } from './caller.ts';
import { limits } from './read-multipart.ts';

const uploads = limitByAddress({ burst: 60, perMinute: 120 });

/** `POST /micropub/media`: keeps the part named `file` (https://micropub.spec.indieweb.org/#media-endpoint). */
export function uploadRoute(http: Http, ctx: ApiContext): void {
  http.post('/micropub/media', { onRequest: uploads, schema: { hide: true } }, async (request, reply) => {
    if (!request.isMultipart())
      throw invalidRequest('Send the file as multipart/form-data, in a part named "file".');
    const inHeader = headerToken(request);
    let inBody: string | undefined;
    let caller: Principal | undefined;
    let path: string | undefined;
    for await (const part of request.parts({ limits: limits(ctx, 1) })) {
      if (part.type === 'file') {
        caller = await tokenHolder(ctx, oneToken(inHeader, inBody));
        requireAny(caller, 'media');
        if (part.fieldname !== 'file') throw invalidRequest('The part with the file must be named "file".');
        const name = part.filename.slice(0, 255) || 'file';
        path = (await saveMedia(ctx, { name, data: await part.toBuffer() })).path;
      } else if (part.fieldname === 'access_token' && typeof part.value === 'string') inBody = part.value;
    }
    caller ??= await tokenHolder(ctx, oneToken(inHeader, inBody));
    if (path === undefined) throw invalidRequest('There is no part named "file".');
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
    const caller = await tokenHolder(ctx, oneToken(headerToken(request), undefined));
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
