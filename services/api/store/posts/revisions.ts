import { type Kysely, sql, type Transaction } from 'kysely';
import type { PostStatus, Snapshot } from '../../contract.ts';
import { toSnapshot } from '../../posts/snapshot.ts';
import type { Schema } from '../../schema.ts';
import type { PostRow } from './post-row.ts';

/** Savings of a draft by one person within this time of a kept revision are not kept each. */
const PAUSE = sql`interval '10 minutes'`;
const KEEP_ALL = 100;
/** Of those before, the last of each day, up to this many in all. */
const MOST = 400;
const THIN_EVERY = 20;

/**
 * Keeps what a post was, in the transaction that changes it. An editor saves a draft every few seconds: as long as the same
 * person goes on with it, one revision in ten minutes is kept.
 */
export async function keepRevision(
  trx: Transaction<Schema>,
  before: PostRow,
  after: { status: PostStatus; by: string | null },
): Promise<void> {
  const sitting = before.status === 'draft' && after.status === 'draft' && before.changed_by === after.by;
  await sql`
    insert into post_revision (post_id, version, snapshot, account_id, at)
    select ${before.id}::uuid, ${before.version}, ${JSON.stringify(toSnapshot(before))}::jsonb,
      (select id from account where id = ${before.changed_by}::uuid), ${before.changed_at}::timestamptz
    where not (${sitting} and ${before.changed_at}::timestamptz > now() - ${PAUSE} and exists (
      select 1 from post_revision where post_id = ${before.id}::uuid and kept_at > now() - ${PAUSE}))
    on conflict do nothing`.execute(trx);
  if (before.version % THIN_EVERY === 0) await thin(trx, before.id);
}

async function thin(trx: Transaction<Schema>, post: string): Promise<void> {
  await sql`
    delete from post_revision using (
      select version as old, row_number() over (order by version desc) as place,
        row_number() over (partition by (at at time zone 'UTC')::date order by version desc) as of_day
      from post_revision where post_id = ${post}::uuid) ranked
    where post_id = ${post}::uuid and version = old
      and place > ${KEEP_ALL} and (of_day > 1 or place > ${MOST})`.execute(trx);
}

export interface RevisionRow {
  version: number;
  title: string;
  status: PostStatus;
  at: Date;
  account_id: string | null;
  account_name: string | null;
  current: boolean;
}

/** Newest first, the post as it is now among them; `below` is the version that a page goes on from. */
export async function listRevisions(
  db: Kysely<Schema>,
  post: string,
  limit: number,
  below: number,
): Promise<RevisionRow[]> {
  const { rows } = await sql<RevisionRow>`
    select page.version, page.at, page.current, account.id as account_id, account.name as account_name,
      coalesce(kept.snapshot ->> 'title', page.title) as title,
      coalesce(kept.snapshot ->> 'status', page.status) as status
    from (
      select id, version, changed_at as at, changed_by as by, title, status, true as current
      from post where id = ${post}::uuid and version < ${below}
      union all
      select post_id, version, at, account_id, null, null, false
      from post_revision where post_id = ${post}::uuid and version < ${below}
      order by version desc limit ${limit}) page
    left join post_revision kept on not page.current and kept.post_id = page.id and kept.version = page.version
    left join account on account.id = page.by
    order by page.version desc`.execute(db);
  return rows;
}

export interface KeptRevision extends RevisionRow {
  snapshot: Snapshot;
}

/** A kept version; the one that the post has now is not among them. */
export async function findRevision(
  db: Kysely<Schema>,
  post: string,
  version: number,
): Promise<KeptRevision | undefined> {
  const { rows } = await sql<KeptRevision>`
    select version, at, account.id as account_id, account.name as account_name, snapshot, false as current,
      snapshot ->> 'title' as title, snapshot ->> 'status' as status
    from post_revision left join account on account.id = account_id
    where post_id = ${post}::uuid and version = ${version}`.execute(db);
  return rows[0];
}
