import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { idOf } from './item.ts';

const Form = z.object({ comment: z.string().trim().max(500).default(''), remove: z.string().optional() });

/** `POST /reader/item/ID/recommend`: recommends an item in public, or takes that back. */
export async function recommendPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'A recommendation has 500 letters at most.');
  const id = idOf(asked);
  const { comment, remove } = form.data;
  if (remove !== undefined) {
    await web.reader.unrecommend({ account, id }, request.call);
    return done(asked, 'No longer recommended.', {
      to: itemPath(id),
      undo: { action: `${itemPath(id)}/recommend`, fields: { comment } },
    });
  }
  await web.reader.recommend({ account, id, comment }, request.call);
  const link = { label: 'See it there', path: '/reading/recommended' };
  return done(asked, 'Recommended on your site.', { to: itemPath(id), link });
}
