import { toAppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import type { CommentsState } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { QueueQuery } from '../../views/conversation/paths.ts';
import { queueView } from '../../views/conversation/queue.ts';

const ON_A_PAGE = 30;

/** `GET /admin/conversation`: what people said, by status. Its calls go out at once. */
export async function queuePage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const query = QueueQuery.parse(request.query);
  const { status, q, post, commenter, after } = query;
  const [{ responses, next }, counts, comments] = await Promise.all([
    web.api.listResponses(
      { status, text: q || undefined, slug: post || undefined, commenter, cursor: after, limit: ON_A_PAGE },
      request.call,
    ),
    web.api.countResponses({}, request.call),
    post ? stateOf(asked, post) : undefined,
  ]);
  return queueView(asked, { query, responses, next, counts, comments });
}

/** Whether a post takes comments; undefined for a slug that no public post has. */
async function stateOf({ web, request }: AdminRequest, slug: string): Promise<CommentsState | undefined> {
  try {
    return (await web.api.getThread({ slug }, request.call)).comments;
  } catch (thrown) {
    if (toAppError(thrown).code !== 'not_found') throw thrown;
    return undefined;
  }
}
