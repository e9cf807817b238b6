import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../../core/html/html.ts';
import { BulkAction, Visibility } from '../../../api/contract.ts';
import { count } from '../../views/format.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';
import { confirmDeleteView } from '../views/writing/confirm-delete.ts';

const Form = z.object({
  action: z.union([BulkAction.exclude(['visibility']), Visibility]),
  tag: z.string().trim().max(100).default(''),
  /** The list that it was done in. */
  back: z
    .string()
    .regex(/^\/admin\/posts(\?|$)/)
    .catch('/admin/posts'),
  sure: z.string().optional(),
});

/** `POST /admin/posts/bulk`: does one thing to the ticked posts, and asks before it deletes. */
export async function bulkPosts(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { web, request, principal } = asked;
  const ids = Object.keys(request.body as object)
    .filter(name => name.startsWith('post:'))
    .map(name => name.slice('post:'.length));
  const form = Form.safeParse(request.body);
  const back = form.data?.back ?? '/admin/posts';
  if (!form.success) return goTo(asked, back, 'Nothing was done: choose what is to be done.');
  if (ids.length === 0) return goTo(asked, back, 'Nothing was done: tick the posts that it is for.');
  const { action, tag, sure } = form.data;
  if ((action === 'addTag' || action === 'removeTag') && tag === '')
    return goTo(asked, back, 'Nothing was done: write the tag.');
  if (action === 'delete' && sure === undefined) return confirmDeleteView(asked, ids, back);
  const visibility = Visibility.safeParse(action);
  const { results } = await web.api.bulkPosts(
    {
      ids,
      ...(visibility.success
        ? { action: 'visibility', visibility: visibility.data }
        : { action: BulkAction.parse(action), ...(tag === '' ? {} : { tag }) }),
      by: principal.account,
      address: request.ip,
    },
    request.call,
  );
  return goTo(asked, back, outcome(results, action === 'delete'));
}

function outcome(
  results: readonly { outcome: string; problem?: string | undefined }[],
  deleted: boolean,
): string {
  const of = (name: string) => results.filter(one => one.outcome === name);
  const failed = of('failed');
  const parts = [
    `${count(of('changed').length, 'post')} ${deleted ? 'deleted, and kept for 30 days' : 'changed'}.`,
    of('unchanged').length > 0 && `${of('unchanged').length} were so already.`,
    failed.length > 0 && `${failed.length} failed: ${failed[0]?.problem ?? ''}`,
  ];
  return parts.filter(Boolean).join(' ');
}
