import { sql } from 'kysely';
import type { ApiContext } from '../../context.ts';

/** A key goes with what was hashed with it: taken where nothing was yet. */
export async function adoptSiteKey(
  ctx: Pick<ApiContext, 'db' | 'conversation'>,
  { key, dryRun }: { key: string; dryRun?: boolean | undefined },
): Promise<{ outcome: 'taken' | 'same' | 'kept' }> {
  const own = ctx.conversation.key;
  if (Buffer.from(own.reveal()).toString('hex') === key) return { outcome: 'same' };
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from commenter) or exists (select 1 from subscriber)
      or exists (select 1 from feedback) or exists (select 1 from block where kind = 'sender') as used`.execute(
    ctx.db,
  );
  if (rows[0]!.used) return { outcome: 'kept' };
  if (!dryRun) await own.adopt(Buffer.from(key, 'hex'));
  return { outcome: 'taken' };
}
