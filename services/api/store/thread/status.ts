import { sql, type Transaction } from 'kysely';
import type { ResponseStatus } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

export async function setStatus(
  trx: Transaction<Schema>,
  ids: readonly string[],
  status: ResponseStatus,
): Promise<void> {
  await sql`
    update response set status = ${status}, decided_at = now(), version = version + 1
    where id = any(${ids}::uuid[])`.execute(trx);
}
