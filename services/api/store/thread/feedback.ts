import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { FeedbackCount, FeedbackWords } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { type Cut, cutPage, readCursor } from '../cursor.ts';
import { addEvent } from '../outbox.ts';

/**
 * The random secret of today (UTC), made by whoever needs it first. Those of the days before yesterday are thrown away with
 * it: from then on nobody, with whatever key, can tell which visitor gave an answer, or that two are one visitor's.
 */
export async function secretOfToday(db: Kysely<Schema>): Promise<Buffer> {
  const { rows } = await sql<{ secret: Buffer }>`
    with gone as (delete from day_secret where day < (now() at time zone 'utc')::date - 1),
    made as (
      insert into day_secret (day, secret) values ((now() at time zone 'utc')::date, ${randomBytes(32)})
      on conflict (day) do nothing returning secret
    )
    select secret from made union all
    select secret from day_secret where day = (now() at time zone 'utc')::date limit 1`.execute(db);
  // Somebody else's, committed after this statement began.
  return rows[0]?.secret ?? secretOfToday(db);
}

export interface Answer {
  slug: string;
  visitor: Buffer;
  useful: boolean;
  words: string;
}

/** Keeps an answer to a post that a visitor can get to, and tells of it if it says anything new; false when there is no such post. */
export async function saveAnswer(trx: Transaction<Schema>, answer: Answer): Promise<boolean> {
  const { rows } = await sql<{ post: string; feedback: string | null }>`
    with target as (
      select id from post where slug = ${answer.slug} and status = 'published' and visibility <> 'private'
    ),
    saved as (
      insert into feedback (post_id, visitor, useful, words)
      select id, ${answer.visitor}, ${answer.useful}, ${answer.words} from target
      on conflict on constraint feedback_once do update set useful = excluded.useful,
        words = case when excluded.words = '' then feedback.words else excluded.words end
      where feedback.useful <> excluded.useful or excluded.words not in ('', feedback.words)
      returning id
    )
    select target.id as post, saved.id as feedback from target left join saved on true`.execute(trx);
  const [saved] = rows;
  if (!saved) return false;
  const { post, feedback } = saved;
  if (feedback !== null) await addEvent(trx, 'feedback.received', { feedback, post });
  return true;
}

/** In one query over an index of posts and answers. */
export async function countAnswers(db: Kysely<Schema>, limit: number): Promise<FeedbackCount[]> {
  const { rows } = await sql<FeedbackCount>`
    select post.slug, coalesce(nullif(post.title, ''), post.summary) as title,
      count(*) filter (where useful)::integer as yes, count(*) filter (where not useful)::integer as no
    from feedback join post on post.id = feedback.post_id
    group by post.id order by max(feedback.created_at) desc limit ${limit}`.execute(db);
  return rows;
}

/** Newest first, in one query, carried by `feedback_words`. */
export async function listWords(
  db: Kysely<Schema>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Cut<FeedbackWords>> {
  const place = cursor === undefined ? undefined : readCursor(cursor);
  const { rows } = await sql<Omit<FeedbackWords, 'createdAt'> & { created_at: Date }>`
    select feedback.id, post.slug, coalesce(nullif(post.title, ''), post.summary) as title, useful, feedback.words,
      feedback.created_at
    from feedback join post on post.id = feedback.post_id
    where feedback.words <> '' ${place === undefined ? sql`` : sql`and (feedback.created_at, feedback.id) < (${place.at}, ${place.id}::uuid)`}
    order by feedback.created_at desc, feedback.id desc limit ${limit + 1}`.execute(db);
  const cut = cutPage(rows, limit, row => ({ at: row.created_at, id: row.id }));
  return {
    ...cut,
    rows: cut.rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.toISOString() })),
  };
}
