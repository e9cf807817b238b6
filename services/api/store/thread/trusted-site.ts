import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Whether a comment that was signed with this site has been approved, and none was held as spam: its comments need not wait. */
export async function isTrustedSite(db: Kysely<Schema>, site: string): Promise<boolean> {
  const { rows } = await sql<{ trusted: boolean | null }>`
    select bool_or(status = 'approved') and not bool_or(status = 'spam') as trusted
    from response where site_url = ${site}`.execute(db);
  return rows[0]?.trusted ?? false;
}
