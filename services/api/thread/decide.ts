import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Actor, DecisionAction, ResponseStatus } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { addAudit } from '../store/people/audit.ts';
import { establish, setStanding } from '../store/thread/commenters.ts';
import { noteDecision, postsOf } from '../store/thread/decisions.ts';
import { tellOfApproved } from '../store/thread/letters.ts';
import { lockResponses, setStatus, setVerified } from '../store/thread/status.ts';
import { tellShown } from '../store/thread/tell-shown.ts';

const BECOMES: Readonly<Record<DecisionAction, ResponseStatus>> = {
  approve: 'approved',
  pend: 'pending',
  spam: 'spam',
  delete: 'deleted',
};

export interface Decided {
  changed: number;
  batch?: string;
  /** Whether a visitor sees the difference. */
  visible: boolean;
}

/**
 * Decides on several responses at once. Approval makes a writer with a code trusted and gives them their name, as far as it is
 * free; spam takes the trust away.
 */
export async function decide(
  trx: Transaction<Schema>,
  ids: readonly string[],
  action: DecisionAction,
  actor: Actor & { account: string },
): Promise<Decided> {
  const status = BECOMES[action];
  const rows = (await lockResponses(trx, ids)).filter(row => row.status !== status);
  if (rows.length === 0) return { changed: 0, visible: false };
  const batch = randomUUID();
  const changed = rows.map(row => row.id);
  await noteDecision(trx, batch, changed, action, { by: 'moderator', account: actor.account });
  await setStatus(trx, changed, status);
  await addAudit(trx, {
    actor,
    action: `moderation.${action}`,
    subject: await postsOf(trx, changed),
    detail: { responses: changed.length, batch },
  });
  await tellShown(
    trx,
    rows.map(row => ({ id: row.id, was: row.status, becomes: status })),
  );
  if (action === 'approve') await tellOfApproved(trx, changed);
  for (const commenter of new Set(rows.flatMap(row => row.commenter ?? []))) {
    if (action === 'approve') await setVerified(trx, changed, commenter, await establish(trx, commenter));
    if (action === 'spam') await setStanding(trx, commenter, { trusted: false });
  }
  return {
    changed: changed.length,
    batch,
    visible: action === 'approve' || rows.some(row => row.status === 'approved'),
  };
}
