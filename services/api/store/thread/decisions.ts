import { type Kysely, sql, type Transaction } from 'kysely';
import { excerpt } from '../../../../core/html/text.ts';
import type { Decision } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

export interface Decider {
  by: Decision['by'];
  account?: string | undefined;
}

/** Notes a decision and what was before it, which is read from the rows as they stand: so it comes before the change. */
export async function noteDecision(
  trx: Transaction<Schema>,
  batch: string,
  ids: readonly string[],
  action: Decision['action'],
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

/** The slugs of the posts that responses are to, for the audit log. Who wrote them is not named: they may be forgotten sooner. */
export async function postsOf(db: Kysely<Schema>, ids: readonly string[]): Promise<string> {
  const rows = await db
    .selectFrom('post')
    .select('slug')
    .where('id', 'in', eb =>
      eb
        .selectFrom('response')
        .select('post_id')
        .where('id', 'in', [...ids]),
    )
    .orderBy('slug')
    .execute();
  return rows.map(row => row.slug).join(', ');
}

const EXCERPT = 120;

/** The latest decisions, newest first, by their ids; `before` is the id that a page before ended with. */
export async function listLatest(
  db: Kysely<Schema>,
  { limit, before }: { limit: number; before: number | undefined },
): Promise<(Decision & { id: number })[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('response', 'response.id', 'decision.response_id')
    .innerJoin('post', 'post.id', 'response.post_id')
    .leftJoin('account', 'account.id', 'decision.account_id')
    .select([
      'decision.id',
      'decision.batch',
      'decision.action',
      'decision.made_by',
      'decision.created_at',
      'decision.undone_at',
      'account.name as who',
      'response.id as response',
      'response.author_name',
      'response.text',
      'post.slug',
    ])
    .$if(before !== undefined, query => query.where('decision.id', '<', before!))
    .orderBy('decision.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(row => ({
    id: Number(row.id),
    batch: row.batch,
    action: row.action as Decision['action'],
    by: row.made_by as Decision['by'],
    ...(row.who === null ? {} : { who: row.who }),
    createdAt: row.created_at.toISOString(),
    undone: row.undone_at !== null,
    response: {
      id: row.response,
      author: row.author_name,
      excerpt: excerpt(row.text, EXCERPT),
      slug: row.slug,
    },
  }));
}
