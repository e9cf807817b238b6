import type { ApiContext } from '../../context.ts';
import type { AuditEntry, AuditQuery } from '../../contract.ts';
import { listAuditEntries } from '../../store/people/audit.ts';

export async function listAudit(
  { db }: ApiContext,
  query: AuditQuery,
): Promise<{ entries: AuditEntry[]; next?: string }> {
  return listAuditEntries(db, query);
}
