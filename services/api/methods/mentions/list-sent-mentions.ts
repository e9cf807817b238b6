import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { SentMention } from '../../contract.ts';
import type { MentionQuery } from '../../store/mentions/list-received.ts';
import { listSent, type SentRow } from '../../store/mentions/sent.ts';
import { findPost } from '../../store/posts/own-posts.ts';

export async function listSentMentions(
  { db }: ApiContext,
  { post: key, ...page }: MentionQuery & { post?: string | undefined },
): Promise<{ mentions: SentMention[]; next?: string }> {
  const post = key === undefined ? undefined : await findPost(db, key);
  if (key !== undefined && !post) throw new AppError('not_found', `There is no post "${key}".`);
  const { rows, next } = await listSent(db, { ...page, post: post?.id });
  return { mentions: rows.map(toSent), ...(next === undefined ? {} : { next }) };
}

function toSent(row: SentRow): SentMention {
  return {
    id: row.id,
    post: row.post_id,
    source: row.source,
    target: row.target,
    state: row.state as SentMention['state'],
    linked: row.linked,
    ...(row.endpoint === null ? {} : { endpoint: row.endpoint }),
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.answer === null ? {} : { answer: row.answer }),
    tries: row.tries,
    ...(row.tried_at === null ? {} : { triedAt: row.tried_at.toISOString() }),
    ...(row.next_at === null ? {} : { nextAt: row.next_at.toISOString() }),
  };
}
