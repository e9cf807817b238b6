import { randomUUID } from 'node:crypto';
import { addressKey } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import type { CommentFrom, OwnComment } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { noteDecision } from '../../store/thread/decisions.ts';
import { listWrittenBy, lockWrittenBy, type Writer } from '../../store/thread/own-comments.ts';
import { setStatus } from '../../store/thread/status.ts';
import { tellShown } from '../../store/thread/tell-shown.ts';
import { identifyWriter } from '../../thread/identify.ts';

export interface OwnAsked {
  name: string;
  code?: string | undefined;
  visitor: CommentFrom;
}

/** What somebody wrote here under one name and code, one site or one account, newest first. `wrong_code` (forbidden). */
export async function listOwnComments(
  ctx: ApiContext,
  { limit, cursor, ...asked }: OwnAsked & { limit: number; cursor?: string | undefined },
): Promise<{ comments: OwnComment[]; next?: string }> {
  const { rows, ...next } = await listWrittenBy(ctx.db, await writerOf(ctx, asked), { limit, cursor });
  return { comments: rows, ...next };
}

/** Deletes all of it, as their writer deletes one; gives how many. `wrong_code` (forbidden). */
export async function deleteOwnComments(ctx: ApiContext, asked: OwnAsked): Promise<{ deleted: number }> {
  const writer = await writerOf(ctx, asked);
  const by = { by: 'author', account: writer.account } as const;
  return changing(ctx, async trx => {
    const rows = await lockWrittenBy(trx, writer);
    const ids = rows.map(row => row.id);
    if (ids.length === 0) return { result: { deleted: 0 }, visible: false };
    await noteDecision(trx, randomUUID(), ids, 'delete', by);
    await setStatus(trx, ids, 'deleted');
    await tellShown(
      trx,
      rows.map(({ id, status }) => ({ id, was: status, becomes: 'deleted' })),
    );
    return { result: { deleted: ids.length }, visible: rows.some(row => row.status === 'approved') };
  });
}

async function writerOf(ctx: ApiContext, asked: OwnAsked): Promise<Writer> {
  ctx.conversation.limits.write.take(addressKey(asked.visitor.address));
  const { account, site, identity } = await identifyWriter(ctx, asked);
  return { account: account?.id, site: site?.url, commenter: identity?.known?.id };
}
