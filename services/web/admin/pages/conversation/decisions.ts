import { z } from 'zod';
import type { Html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { decisionsView } from '../../views/conversation/decisions.ts';

const Query = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional()
    .catch(undefined),
});
const ON_A_PAGE = 50;

/** `GET /admin/conversation/decisions`. */
export async function decisionsPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const { after } = Query.parse(request.query);
  const { decisions, next } = await web.api.listDecisions({ limit: ON_A_PAGE, cursor: after }, request.call);
  return decisionsView(asked, { decisions, next, first: after === undefined });
}
