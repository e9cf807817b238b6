import { type Kysely, sql } from 'kysely';
import { domainAndParents } from '../../mentions/addresses.ts';
import type { Schema } from '../../schema.ts';
import { cutAt, type Part } from '../cursor.ts';

export type Verdict = 'allow' | 'block';

/** What the owner has said of a domain or of one above it; of two, of the nearest. */
export async function verdictOn(db: Kysely<Schema>, domain: string): Promise<Verdict | undefined> {
  const row = await db
    .selectFrom('mention_domain')
    .select('verdict')
    .where('domain', 'in', domainAndParents(domain))
    .orderBy(sql`length(domain)`, 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.verdict as Verdict | undefined;
}

/** Whether a mention by an author of this very domain was approved before. */
export async function wasApproved(db: Kysely<Schema>, domain: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from mention join response on response.id = mention.response_id
    where mention.host = ${domain} and mention.state = 'linked' and response.status = 'approved' limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** By name. */
export async function listDomains(db: Kysely<Schema>, { limit, cursor }: Part = {}) {
  const rows = await db
    .selectFrom('mention_domain')
    .selectAll()
    .where(
      'domain',
      '>',
      Buffer.from(cursor ?? '', 'base64url')
        .toString()
        .replaceAll('\0', ''),
    )
    .orderBy('domain')
    .$if(limit !== undefined, query => query.limit(limit! + 1))
    .execute();
  return cutAt(rows, limit, row => Buffer.from(row.domain).toString('base64url'));
}

/** Says what becomes of a domain's mentions; without a verdict they are decided one by one again. */
export async function setVerdict(
  db: Kysely<Schema>,
  domain: string,
  verdict: Verdict | undefined,
): Promise<void> {
  if (verdict === undefined) {
    await db.deleteFrom('mention_domain').where('domain', '=', domain).execute();
    return;
  }
  await db
    .insertInto('mention_domain')
    .values({ domain, verdict })
    .onConflict(conflict => conflict.column('domain').doUpdateSet({ verdict }))
    .execute();
}
