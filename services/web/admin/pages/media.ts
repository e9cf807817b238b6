import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import type { FilesForm } from '../../http/multipart.ts';
import { count } from '../../views/format.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { mediaView } from '../views/media/media.ts';
import { mediaFileView } from '../views/media/media-file.ts';

const Query = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  kind: z.enum(['image', 'audio', 'video']).optional().catch(undefined),
  after: z.string().max(1000).optional().catch(undefined),
});
export type MediaQuery = z.infer<typeof Query>;
const Params = z.object({ id: z.uuid() });
const Alt = z.object({ alt: z.string().trim().max(2000) });
const ON_A_PAGE = 48;

/** `GET /admin/media`: what is kept on the site, searched. One call. */
export async function mediaPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const query = Query.parse(request.query);
  const { q, kind, after } = query;
  const { media, next } = await web.api.listMedia(
    { query: q || undefined, kind, cursor: after, limit: ON_A_PAGE },
    request.call,
  );
  return mediaView(asked, { query, media, next });
}

/** `POST /admin/media`: keeps the files of the form. One that cannot be kept does not keep the others out. */
export async function uploadMedia(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const { files = [] } = request.body as Partial<FilesForm>;
  if (files.length === 0) return goTo(asked, '/admin/media', 'Choose a file first.');
  const refused: string[] = [];
  for (const file of files) {
    const data = new Uint8Array(await file.arrayBuffer());
    try {
      await web.api.saveMedia({ name: file.name.slice(-255) || 'file', data }, request.call);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'invalid') throw thrown;
      refused.push(error.message);
    }
  }
  const kept = files.length - refused.length;
  return goTo(asked, '/admin/media', [`${count(kept, 'file')} kept.`, ...refused.slice(0, 3)].join(' '));
}

/** `GET /admin/media/ID`: one file, where it is used, and what it shows. */
export async function mediaFilePage(asked: AdminRequest): Promise<Html> {
  return mediaFileView(asked, await asked.web.api.getMedia({ id: idOf(asked) }, asked.request.call));
}

/** `POST /admin/media/ID`: says what a file shows. */
export async function describeMedia(asked: AdminRequest): Promise<FastifyReply> {
  const id = idOf(asked);
  const form = Alt.safeParse(asked.request.body);
  if (!form.success) throw new AppError('invalid', 'A description has at most 2,000 letters.');
  await asked.web.api.setMediaAlt({ id, alt: form.data.alt }, asked.request.call);
  return goTo(
    asked,
    `/admin/media/${id}`,
    'The description is saved. Posts that give none of their own show it.',
  );
}

/** `POST /admin/media/ID/delete`: deletes a file for good, also when posts use it, which the form says. */
export async function deleteMedia(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.api.deleteMedia(
    { id: idOf(asked), force: true, actor: actorOf(asked) },
    asked.request.call,
  );
  return goTo(asked, '/admin/media', 'The file is deleted.');
}

function idOf({ request }: AdminRequest): string {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such file.');
  return params.data.id;
}
