import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { postPath } from '../../../api/contract.ts';
import { titleOf } from '../../../reader/contract.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { idOf } from './item.ts';

const Form = z.object({ kind: z.enum(['like', 'bookmark', 'repost']) });
const SAID = {
  like: 'Liked on your site.',
  bookmark: 'Bookmarked on your site.',
  repost: 'Reposted on your site.',
};

/** `POST /reader/item/ID/respond`: publishes a like, a bookmark or a repost of an item, of which its author is told. */
export async function respondPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account, principal } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'Choose to like, to bookmark or to repost.');
  const { kind } = form.data;
  const item = await web.reader.getItem({ account, id: idOf(asked) }, request.call);
  if (item.url === undefined) throw new AppError('invalid', 'This item has no address to point to.');
  const { post, outcome } = await web.api.savePost(
    {
      kind,
      markdown: '',
      target: { url: item.url, title: titleOf(item).slice(0, 300) },
      status: 'published',
      source: `reader:${kind}:${item.url}`.slice(0, 500),
      by: principal.account,
      address: request.ip,
    },
    request.call,
  );
  const path = postPath(post);
  const link = { label: 'See the post', path };
  if (outcome === 'unchanged') return done(asked, 'You did that before.', { link, json: { path } });
  const undo = { action: `${itemPath(item.id)}/unrespond`, fields: { post: post.id } };
  return done(asked, SAID[kind], { link, undo, json: { path, post: post.id } });
}

/** `POST /reader/item/ID/unrespond`: deletes what was just published. */
export async function unrespondPage(asked: ReaderRequest): Promise<FastifyReply> {
  const form = z.object({ post: z.uuid() }).safeParse(asked.request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'There is nothing to take back.');
  await asked.web.api.deletePost({ id: form.data.post }, asked.request.call);
  return done(asked, 'The post is deleted.');
}
