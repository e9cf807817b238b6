import type { Kysely } from 'kysely';
import type { Role } from '../../contract.ts';
import type { Schema } from '../../schema.ts';

export async function findAccount(
  db: Kysely<Schema>,
  id: string,
): Promise<{ id: string; name: string; role: Role } | undefined> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'role'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, role: row.role as Role };
}

/** Names that nobody else may comment under: of the accounts, and the author's as the site shows it. */
export async function listAccountNames(db: Kysely<Schema>): Promise<string[]> {
  const [accounts, author] = await Promise.all([
    db.selectFrom('account').select('name').execute(),
    db.selectFrom('setting').select('value').where('key', '=', 'author').executeTakeFirst(),
  ]);
  const named: unknown = author && (author.value as { name?: unknown } | null)?.name;
  return [...accounts.map(account => account.name), ...(typeof named === 'string' && named ? [named] : [])];
}
