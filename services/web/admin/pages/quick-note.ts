import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import { LONGEST_MARKDOWN } from '../../../api/contract.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';

const Form = z.object({
  markdown: z.string().trim().min(1).max(LONGEST_MARKDOWN),
  status: z.enum(['draft', 'published']).default('published'),
});

/** `POST /admin/note`: publishes a note, or keeps it as a draft, from the one field of the overview. */
export async function quickNote(asked: AdminRequest): Promise<FastifyReply> {
  const form = Form.safeParse(asked.request.body);
  if (!form.success) throw new AppError('invalid', 'Write something first: the note is empty.');
  const { web, request, principal } = asked;
  const note = { ...form.data, kind: 'note', by: principal.account, address: request.ip } as const;
  const { post } = await web.api.savePost(note, request.call);
  return goTo(
    asked,
    '/admin',
    post.status === 'draft' ? 'The note is kept as a draft.' : 'The note is published.',
  );
}
