import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import { addressNetwork } from '../../../../core/http/address-network.ts';
import type { Actor, AuditArea, AuditEntry, AuditQuery } from '../../contract/audit.ts';
import type { Schema } from '../../schema.ts';

export interface AuditFact {
  /** Who; empty for what is done on the machine itself. */
  readonly actor: Actor;
  /** What was done, in the imperative after its area: `token.create`, `sign-in.fail`. */
  readonly action: `${AuditArea}.${string}`;
  /** What it was done to, in words that a person knows it by. Never a secret. */
  readonly subject?: string | undefined;
  /** More that is worth knowing, as JSON. Never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

const LONGEST_SUBJECT = 300;

/** Notes what was done. In the transaction of the change, so that neither is there without the other. */
export async function addAudit(db: Kysely<Schema>, fact: AuditFact): Promise<void> {
  const account = fact.actor.account ?? null;
  await db
    .insertInto('audit')
    .values({
      account_id: account,
      account_name: sql<string | null>`(select name from account where id = ${account})`,
      action: fact.action,
      subject: (fact.subject ?? '').slice(0, LONGEST_SUBJECT),
      detail: JSON.stringify(fact.detail ?? {}),
      address: fact.actor.address === undefined ? null : addressNetwork(fact.actor.address),
    })
    .execute();
}

/** One page of entries, carried by `audit_pkey`, `audit_area` or `audit_account`. */
export async function listAuditEntries(
  db: Kysely<Schema>,
  { limit, cursor, area, account }: AuditQuery,
): Promise<{ entries: AuditEntry[]; next?: string }> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'at', 'account_id', 'account_name', 'action', 'area', 'subject', 'detail', 'address'])
    .$if(area !== undefined, query => query.where('area', '=', area!))
    .$if(account !== undefined, query => query.where('account_id', '=', account!))
    .$if(cursor !== undefined, query => query.where('id', '<', readCursor(cursor!)))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const entries = rows.slice(0, limit).map(row => ({
    id: String(row.id),
    at: row.at.toISOString(),
    ...(row.account_name === null
      ? {}
      : {
          account: { name: row.account_name, ...(row.account_id === null ? {} : { id: row.account_id }) },
        }),
    action: row.action,
    area: row.area as AuditArea,
    subject: row.subject,
    detail: row.detail as Record<string, unknown>,
    ...(row.address === null ? {} : { address: row.address }),
  }));
  return rows.length > limit ? { entries, next: entries.at(-1)!.id } : { entries };
}

/** The id after which a page goes on. Ids grow in the order of writing. */
function readCursor(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new AppError('invalid', 'This cursor is not one that a list gave. Begin again without it.');
}
