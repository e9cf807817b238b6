import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Letters about several things to the owner wait for each other this long, in seconds. */
const GATHER = 300;
const MOST_ATTEMPTS = 10;

/** Keeps an address that wants to hear of replies; its owner has to confirm it before anything is sent. */
export async function keepSubscriber(trx: Transaction<Schema>, email: string, hash: Buffer): Promise<string> {
  const { id } = await trx
    .insertInto('subscriber')
    .values({ email, email_hash: hash })
    .onConflict(conflict => conflict.column('email_hash').doUpdateSet({ email }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The owner is told soon, of everything that came until then. */
export async function tellOwner(trx: Transaction<Schema>): Promise<void> {
  await sql`
    insert into letter (about, kind, due_at) values ('owner', 'owner', now() + make_interval(secs => ${GATHER}))
    on conflict (about) do nothing`.execute(trx);
}

/** The owner is told of a response once more: it waits again. */
export async function tellOwnerAgain(trx: Transaction<Schema>, id: string): Promise<void> {
  await trx.updateTable('response').set({ told_at: null }).where('id', '=', id).execute();
  await tellOwner(trx);
}

/**
 * What comes of responses that are shown now: their writers are asked, once a day at most, to confirm that they want letters,
 * and those above them who have confirmed are told. Nobody is told twice of the same.
 */
export async function tellOfApproved(trx: Transaction<Schema>, ids: readonly string[]): Promise<void> {
  await sql`
    with asked as (
      update subscriber set asked_at = now()
      where id in (select subscriber_id from response where id = any(${ids}::uuid[]))
        and confirmed_at is null and email is not null
        and (asked_at is null or asked_at < now() - interval '1 day')
      returning id
    )
    insert into letter (about, kind, subscriber_id)
    select 'confirm ' || id || now()::date, 'confirm', id from asked on conflict (about) do nothing`.execute(
    trx,
  );
  await sql`
    with recursive above (response_id, id, depth) as (
      select id, parent_id, 1 from response where id = any(${ids}::uuid[]) and parent_id is not null
      union all
      select above.response_id, response.parent_id, depth + 1 from above join response on response.id = above.id
      where response.parent_id is not null and depth < 50
    )
    insert into letter (about, kind, response_id, subscriber_id)
    select distinct 'reply ' || above.response_id || ' ' || subscriber.id, 'reply', above.response_id, subscriber.id
    from above join response parent on parent.id = above.id
    join response own on own.id = above.response_id
    join subscriber on subscriber.id = parent.subscriber_id
    where subscriber.confirmed_at is not null and own.subscriber_id is distinct from subscriber.id
    on conflict (about) do nothing`.execute(trx);
}

export interface DueLetter {
  id: string;
  kind: 'owner' | 'confirm' | 'reply';
  response_id: string | null;
  subscriber_id: string | null;
  attempts: number;
}

/** Takes the next letter that is due for ten minutes, in which nobody else does: a sender that is killed leaves it to the next. */
export async function takeLetter(db: Kysely<Schema>): Promise<DueLetter | undefined> {
  const { rows } = await sql<DueLetter>`
    update letter set due_at = now() + interval '10 minutes', attempts = attempts + 1
    where id = (select id from letter where sent_at is null and failure is null and due_at <= now()
      order by due_at limit 1 for update skip locked)
    returning id, kind, response_id, subscriber_id, attempts`.execute(db);
  return rows[0];
}

/** It went out. The owner's is forgotten, so that the next thing makes a new one. */
export async function closeLetter(db: Kysely<Schema>, { id, kind }: DueLetter): Promise<void> {
  if (kind === 'owner') await db.deleteFrom('letter').where('id', '=', id).execute();
  else await db.updateTable('letter').set({ sent_at: sql<Date>`now()` }).where('id', '=', id).execute();
}

/** It did not go out: tried again after a pause that doubles from a minute, and given up after some hours. */
export async function postponeLetter(db: Kysely<Schema>, letter: DueLetter, why: string): Promise<void> {
  await sql`
    update letter set due_at = now() + make_interval(mins => ${2 ** Math.min(8, letter.attempts)}::integer),
      failure = case when attempts >= ${MOST_ATTEMPTS}::integer then ${why.slice(0, 500)} end
    where id = ${letter.id}::uuid`.execute(db);
}
