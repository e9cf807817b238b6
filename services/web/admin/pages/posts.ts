import type { Html } from '../../../../core/html/html.ts';
import type { AdminRequest } from '../admin-page.ts';
import { postsView } from '../views/writing/posts.ts';
import { ListQuery } from '../writing/list-query.ts';

const ON_A_PAGE = 50;

/** `GET /admin/posts`: the writer's posts, searched, narrowed and sorted. Three calls at once. */
export async function postsPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const query = ListQuery.parse(request.query);
  const { q, after, ...filters } = query;
  const [{ posts, next }, counts, { tags }] = await Promise.all([
    web.api.listOwnPosts(
      { ...filters, query: q || undefined, cursor: after, limit: ON_A_PAGE },
      request.call,
    ),
    web.api.countOwnPosts({}, request.call),
    web.api.listTags({}, request.call),
  ]);
  return postsView(asked, { query, posts, next, counts, tags });
}
