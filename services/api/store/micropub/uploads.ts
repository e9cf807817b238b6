import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

export interface Upload {
  path: string;
  at: Date;
}

/** Notes that a file came by the media endpoint; the same file again is the newest again. */
export async function noteUpload(db: Kysely<Schema>, account: string, path: string): Promise<void> {
  await db
    .insertInto('micropub_upload')
    .values({ account_id: account, path })
    .onConflict(conflict =>
      conflict.column('path').doUpdateSet({ account_id: account, at: sql<Date>`now()` }),
    )
    .execute();
}

/** The newest files first, after the one that was the last of the page before. */
export function listUploads(
  db: Kysely<Schema>,
  account: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Upload[]> {
  let query = db
    .selectFrom('micropub_upload')
    .select(['path', 'at'])
    .where('account_id', '=', account)
    .orderBy('at', 'desc')
    .orderBy('path', 'desc')
    .limit(limit);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(at, path) < (select last.at, last.path from micropub_upload as last where last.path = ${after})`,
    );
  return query.execute();
}
