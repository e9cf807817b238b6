import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';

export type DecisionAction = 'approve' | 'pend' | 'spam' | 'delete' | 'edit';

export interface Decider {
  by: 'moderator' | 'author' | 'rule';
  account?: string | undefined;
}

/** Notes a decision and what was before it, which is read from the rows as they stand: so it comes before the change. */
export async function noteDecision(
  trx: Transaction<Schema>,
  batch: string,
  ids: readonly string[],
  action: DecisionAction,
  { by, account }: Decider,
): Promise<void> {
  await sql`
    insert into decision (batch, response_id, action, made_by, account_id, before)
    select ${batch}::uuid, response.id, ${action}, ${by}, ${account ?? null}::uuid, json_build_object(
      'status', response.status, 'reasons', response.reasons, 'verified', response.verified,
      'markdown', response.markdown, 'html', response.html, 'text', response.text, 'edited_at', response.edited_at,
      'trusted', commenter.trusted, 'established', commenter.established_at is not null)
    from response left join commenter on commenter.id = response.commenter_id
    where response.id = any(${ids}::uuid[])
    order by response.id
    for update of response`.execute(trx);
}
