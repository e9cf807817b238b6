import type { ApiContext } from '../../context.ts';
import type { Session } from '../../contract.ts';
import { listSessionRows } from '../../store/people/sessions.ts';

export async function listSessions(
  { db }: ApiContext,
  { account, session }: { account: string; session?: string | undefined },
): Promise<{ sessions: Session[] }> {
  return { sessions: await listSessionRows(db, account, session) };
}
