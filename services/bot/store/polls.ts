import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { PollsTable, Schema } from '../schema.ts';

/** Days for which polls are kept. */
export const POLL_DAYS = 90;

export interface PollResult
  extends Pick<Selectable<PollsTable>, 'id' | 'question' | 'options' | 'opened_by' | 'opened_by_person'> {
  readonly open: boolean;
  /** Votes for each option, in their order. */
  readonly counts: readonly number[];
}

/** Throws `conflict` while another is open in the room. */
export async function openPoll(
  trx: Transaction<Schema>,
  poll: { room: string; question: string; options: string[]; by: string; person: string },
): Promise<void> {
  const { room, question, options, by, person } = poll;
  const opened = await trx
    .insertInto('polls')
    .values({ room, question, options, opened_by: by, opened_by_person: person })
    .onConflict(on => on.column('room').where('closed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!opened) throw new AppError('conflict', 'A poll is open here already. Close it first: poll close');
}

/** The newest of the room. */
export async function latestPoll(db: Kysely<Schema>, room: string): Promise<PollResult | undefined> {
  const { rows } = await sql<PollResult>`
    select p.id, p.question, p.options, p.opened_by, p.opened_by_person, p.closed_at is null as open,
      coalesce(p.counts, array(
        select (select count(*)::integer from poll_votes v where v.poll = p.id and v.choice = place)
        from generate_series(1, cardinality(p.options)) place order by place)) as counts
    from polls p where p.room = ${room} order by p.id desc limit 1`.execute(db);
  return rows[0];
}

/** Votes, or votes again, which takes the first vote back. False when the poll was closed meanwhile. */
export async function vote(
  trx: Transaction<Schema>,
  { poll, person, choice }: { poll: number; person: string; choice: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into poll_votes (poll, person, choice)
    select id, ${person}, ${choice} from polls where id = ${poll} and closed_at is null for share
    on conflict (poll, person) do update set choice = excluded.choice
    returning poll`.execute(trx);
  return rows.length > 0;
}

/** Closes it and keeps the counts alone; who voted for what is forgotten. */
export async function closePoll(trx: Transaction<Schema>, id: number): Promise<void> {
  await sql`select 1 from polls where id = ${id} for update`.execute(trx);
  await sql`
    update polls p set closed_at = now(), counts = array(
      select (select count(*)::integer from poll_votes v where v.poll = p.id and v.choice = place)
      from generate_series(1, cardinality(p.options)) place order by place)
    where id = ${id} and closed_at is null`.execute(trx);
  await trx.deleteFrom('poll_votes').where('poll', '=', id).execute();
}

/** Forgets polls that were closed, or left open, three months ago. */
export async function forgetPolls(db: Kysely<Schema>): Promise<void> {
  await sql`delete from polls where opened_at < now() - make_interval(days => ${POLL_DAYS})`.execute(db);
}
