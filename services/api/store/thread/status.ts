import { sql, type Transaction } from 'kysely';
import type { ResponseStatus } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

export interface Standing {
  id: string;
  status: ResponseStatus;
  /** The identity that wrote it. */
  commenter: string | null;
}

/** Reads responses and keeps others from deciding on them until the transaction ends. What was erased is not there. */
export async function lockResponses(trx: Transaction<Schema>, ids: readonly string[]): Promise<Standing[]> {
  const rows = await trx
    .selectFrom('response')
    .select(['id', 'status', 'commenter_id as commenter'])
    .where('id', 'in', [...ids])
    .where('author_name', '<>', '')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(row => ({ ...row, status: row.status as ResponseStatus }));
}

export async function setStatus(
  trx: Transaction<Schema>,
  ids: readonly string[],
  status: ResponseStatus,
): Promise<void> {
  await sql`
    update response set status = ${status}, decided_at = now(), version = version + 1
    where id = any(${ids}::uuid[])`.execute(trx);
}

/** Whether the name above these comments of one identity is proved. */
export async function setVerified(
  trx: Transaction<Schema>,
  ids: readonly string[],
  commenter: string,
  verified: boolean,
): Promise<void> {
  await sql`
    update response set verified = ${verified}
    where id = any(${ids}::uuid[]) and commenter_id = ${commenter}::uuid`.execute(trx);
}
