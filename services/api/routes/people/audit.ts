import { z } from 'zod';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { AuditEntry, AuditQuery } from '../../contract.ts';
import { listAudit } from '../../methods/people/list-audit.ts';
import { needsScope } from '../caller.ts';
import { bearer, Problem } from './shared.ts';

const Query = AuditQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(20) });

/** `GET /api/v1/audit`: what was done here, the newest first. */
export function auditRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'listAudit',
    summary: 'Read the audit log, newest first',
    tags: ['people'],
    security: bearer,
    querystring: Query,
    response: {
      200: z.object({ entries: z.array(AuditEntry), next: z.string().optional() }),
      '4xx': Problem,
    },
  };
  http.get('/api/v1/audit', { schema, onRequest: needsScope(ctx, 'admin') }, async (request, reply) =>
    reply.header('cache-control', 'private, no-store').send(await listAudit(ctx, request.query)),
  );
}
