import type { Html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { QueueQuery } from '../../views/conversation/paths.ts';
import { queueView } from '../../views/conversation/queue.ts';

const ON_A_PAGE = 30;

/** `GET /admin/conversation`: what people said, by status. Two calls at once. */
export async function queuePage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const query = QueueQuery.parse(request.query);
  const { status, q, post, after } = query;
  const [{ responses, next }, counts] = await Promise.all([
    web.api.listResponses(
      { status, text: q || undefined, slug: post || undefined, cursor: after, limit: ON_A_PAGE },
      request.call,
    ),
    web.api.countResponses({}, request.call),
  ]);
  return queueView(asked, { query, responses, next, counts });
}
