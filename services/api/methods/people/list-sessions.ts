import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import type { Session } from '../../contract.ts';
import { listSessionRows } from '../../store/people/sessions.ts';

export async function listSessions(
  { db }: ApiContext,
  { account, session, ...part }: ShortPage & { account: string; session?: string | undefined },
): Promise<{ sessions: Session[]; next?: string }> {
  const { rows, ...next } = await listSessionRows(db, account, session, part);
  return { sessions: rows, ...next };
}
