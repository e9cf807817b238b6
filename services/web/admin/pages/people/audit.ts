import { z } from 'zod';
import type { Html } from '../../../../../core/html/html.ts';
import { AuditArea } from '../../../../api/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../../views/admin-layout.ts';
import { auditView } from '../../views/people/audit.ts';

const PER_PAGE = 50;
const Query = z.object({
  area: AuditArea.optional().catch(undefined),
  after: z.string().max(20).optional().catch(undefined),
});

/** `/admin/audit`: what was done here. */
export async function auditPage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const { area, after } = Query.parse(request.query);
  const { entries, next } = await web.api.listAudit({ limit: PER_PAGE, area, cursor: after }, request.call);
  const body = auditView(asked, { entries, area, next, later: after !== undefined });
  return adminLayout(asked, { title: 'Audit log', section: '/admin/audit', body });
}
