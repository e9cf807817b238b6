import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { addAudit } from '../../store/people/audit.ts';

export async function noteImport(
  { db }: ApiContext,
  {
    subject,
    counts,
    actor = {},
  }: { subject: string; counts?: Record<string, number> | undefined; actor?: Actor },
): Promise<Record<string, never>> {
  const action = counts === undefined ? 'site.import' : 'site.import-end';
  await addAudit(db, { actor, action, subject, ...(counts === undefined ? {} : { detail: counts }) });
  return {};
}
