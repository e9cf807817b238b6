import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import type { CommentText } from '../../thread/comment-text.ts';
import type { Judgement } from '../../thread/judge.ts';

export interface NewComment {
  post: string;
  parent: string | undefined;
  name: string;
  website: string | undefined;
  /** Path of a picture on this site. */
  photo?: string | undefined;
  verified: boolean;
  /** Proved by IndieAuth to be its writer's. */
  site: string | undefined;
  account: string | undefined;
  commenter: string | undefined;
  subscriber: string | undefined;
  text: CommentText;
  addressHash: Buffer;
  wordsHash: Buffer;
  judgement: Judgement;
}

export async function insertComment(trx: Transaction<Schema>, comment: NewComment): Promise<string> {
  const { id } = await trx
    .insertInto('response')
    .values({
      post_id: comment.post,
      kind: 'comment',
      origin: 'comment',
      status: comment.judgement.status,
      reasons: comment.judgement.reasons,
      parent_id: comment.parent ?? null,
      author_name: comment.name,
      author_url: comment.website ?? null,
      author_photo: comment.photo ?? null,
      verified: comment.verified,
      site_url: comment.site ?? null,
      account_id: comment.account ?? null,
      commenter_id: comment.commenter ?? null,
      subscriber_id: comment.subscriber ?? null,
      markdown: comment.text.markdown,
      html: comment.text.html,
      text: comment.text.text,
      address_hash: comment.addressHash,
      words_hash: comment.wordsHash,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Uses a challenge up; false when it was used before. */
export async function claimChallenge(
  trx: Transaction<Schema>,
  { id, expiresAt }: { id: Buffer; expiresAt: Date },
): Promise<boolean> {
  const claimed = await trx
    .insertInto('used_challenge')
    .values({ id, expires_at: expiresAt })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Lets one at a time through of those who send the same, until the transaction ends. */
export async function oneAtATime(trx: Transaction<Schema>, what: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${what.readBigInt64BE(0)})`.execute(trx);
}
