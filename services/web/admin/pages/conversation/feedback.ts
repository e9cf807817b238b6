import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, goTo } from '../../admin-page.ts';
import { feedbackView } from '../../views/conversation/feedback.ts';

const Query = z.object({ after: z.string().max(200).optional().catch(undefined) });
const Removed = z.object({ id: z.uuid() });

/** `GET /admin/feedback`. */
export async function feedbackPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const { after } = Query.parse(request.query);
  const [{ posts }, { answers, next }] = await Promise.all([
    web.api.countFeedback({}, request.call),
    web.api.listFeedback({ cursor: after }, request.call),
  ]);
  return feedbackView(asked, { posts, answers, next, first: after === undefined });
}

/** `POST /admin/feedback/delete`. */
export async function deleteFeedbackPage(asked: AdminRequest): Promise<FastifyReply> {
  const form = Removed.safeParse(asked.request.body ?? {});
  if (form.success) await asked.web.api.deleteFeedback(form.data, asked.request.call);
  return goTo(asked, '/admin/feedback', 'The answer is deleted.');
}
