import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { count } from '../../views/format.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { ticked } from '../ticked.ts';
import { confirmMediaView } from '../views/media/confirm-media.ts';

const Ids = z.array(z.uuid()).max(200);

/** `POST /admin/media/bulk`: deletes the ticked files that no post uses, and asks before. */
export async function deleteManyMedia(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { web, request } = asked;
  const ids = Ids.parse(ticked(request.body));
  if (ids.length === 0) return goTo(asked, '/admin/media', 'Nothing was deleted: tick the files first.');
  if ((request.body as { sure?: unknown }).sure === undefined) return confirmMediaView(asked, ids);
  const kept: string[] = [];
  for (const id of ids) {
    try {
      await web.api.deleteMedia({ id, actor: actorOf(asked) }, request.call);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'conflict' && error.code !== 'not_found') throw thrown;
      kept.push(error.message);
    }
  }
  const said = [`${count(ids.length - kept.length, 'file')} deleted.`, ...kept.slice(0, 3)];
  return goTo(asked, '/admin/media', said.join(' '));
}
