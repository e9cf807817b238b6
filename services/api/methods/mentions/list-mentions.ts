import type { ApiContext } from '../../context.ts';
import type { MentionStatus, ReceivedMention } from '../../contract.ts';
import { listReceived, type MentionQuery } from '../../store/mentions/list-received.ts';
import type { MentionRow } from '../../store/mentions/mentions.ts';

export async function listMentions(
  { db }: ApiContext,
  asked: MentionQuery,
): Promise<{ mentions: ReceivedMention[]; next?: string }> {
  const { rows, next } = await listReceived(db, asked);
  const mentions = rows.map(row => ({
    ...toStatus(row),
    domain: row.host,
    origin: row.origin as ReceivedMention['origin'],
    ...(row.response_id === null
      ? {}
      : {
          response: {
            id: row.response_id,
            kind: row.kind,
            status: row.status,
            author: row.author_name,
          } as NonNullable<ReceivedMention['response']>,
        }),
  }));
  return { mentions, ...(next === undefined ? {} : { next }) };
}

/** A mention as anybody may see it who knows its id. */
export function toStatus(row: MentionRow): MentionStatus {
  return {
    id: row.id,
    source: row.source,
    target: row.target,
    state: row.state as MentionStatus['state'],
    ...(row.reason === null ? {} : { reason: row.reason }),
    receivedAt: row.received_at.toISOString(),
    ...(row.checked_at === null ? {} : { checkedAt: row.checked_at.toISOString() }),
  };
}
