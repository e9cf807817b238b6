import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { requireSameOrigin } from '../../../../core/http/origin-check.ts';
import { thanksView } from '../../views/thread/feedback.ts';
import { problemOf, type Visit } from './visit.ts';

const Form = z.object({
  useful: z.enum(['yes', 'no']).transform(value => value === 'yes'),
  words: z
    .string()
    .max(10_000)
    .optional()
    .transform(text => text?.replace(/\r\n?/g, '\n').trim()),
});

/** `POST /posts/SLUG/feedback`: an answer, and on the page after it the words that somebody wants to add. */
export async function giveFeedback(visit: Visit, reply: FastifyReply): Promise<Html> {
  const { web, request, frame, post, visitor } = visit;
  requireSameOrigin(request, web.origin);
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'Answer with yes or no.');
  const { useful, words } = form.data;
  try {
    await web.api.giveFeedback({ slug: post.slug, useful, words, visitor }, request.call);
    return thanksView(frame, post, { useful, done: Boolean(words) });
  } catch (thrown) {
    const problem = problemOf(thrown, reply);
    return thanksView(frame, post, { useful, done: false, problem });
  }
}
