import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';
import { eraseLines } from './log.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** Erases everything of somebody who is known beyond doubt; gives how many things that were. */
export async function forgetCertain(trx: Db, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with lines as (delete from log_lines where person = ${person} returning 1),
      waiting as (delete from reminders where asked_by_person = ${person} returning 1),
      kept as (delete from quotes where added_by_person = ${person} returning 1),
      known as (delete from met where person = ${person} returning 1),
      asked as (delete from confirmations where person = ${person}),
      spoke as (delete from spoken where person = ${person} returning 1),
      left_words as (delete from tells where told_by_person = ${person} returning 1),
      voted as (delete from poll_votes where person = ${person} returning 1),
      used as (delete from command_people where person = ${person}),
      answered as (
        delete from heard where done_at is not null and (
          'account:' || lower(message -> 'sender' ->> 'account') = ${person} or
          (message -> 'sender' -> 'account' is null and 'id:' || (message -> 'sender' ->> 'id') = ${person}))
        returning 1),
      told as (update decisions set text = null where person = ${person} and text is not null returning 1)
    select ((select count(*) from lines) + (select count(*) from waiting) + (select count(*) from kept) +
      (select count(*) from known) + (select count(*) from told) + (select count(*) from spoke) +
      (select count(*) from left_words) + (select count(*) from voted))::integer as count`.execute(trx);
  return rows[0]!.count;
}

/** Erases everything of whoever has this account, or was called so; gives how many things that were. For the owner alone. */
export async function forgetNamed(db: Kysely<Schema>, name: string): Promise<number> {
  return db.transaction().execute(async trx => {
    const certain = await forgetCertain(trx, `account:${name.toLowerCase()}`);
    const lines = await eraseLines(trx, { name });
    const { rows } = await sql<{ count: number }>`
      with waiting as (delete from reminders where lower(${name}) in (lower(asked_by), lower(told)) returning 1),
        kept as (delete from quotes where lower(added_by) = lower(${name}) returning 1),
        spoke as (delete from spoken where lower(name) = lower(${name}) returning 1),
        left_words as (delete from tells where lower(${name}) in (lower(told), lower(told_by)) returning 1),
        known as (delete from met where person = 'name:' || lower(${name}) returning 1),
        answered as (
          delete from heard where done_at is not null and lower(message -> 'sender' ->> 'name') = lower(${name}) returning 1),
        told as (update decisions set text = null where lower(name) = lower(${name}) and text is not null returning 1)
      select ((select count(*) from waiting) + (select count(*) from kept) + (select count(*) from known) +
        (select count(*) from told) + (select count(*) from spoke) + (select count(*) from left_words))::integer as count`.execute(
      trx,
    );
    return certain + lines + rows[0]!.count;
  });
}

/** What is kept of whoever has this account, or was called so, beside what they said in logs. */
export async function aboutNamed(db: Kysely<Schema>, name: string) {
  const person = `account:${name.toLowerCase()}`;
  const [reminders, quotes, decisions, spoken, tells] = await Promise.all([
    sql<{ room: string; text: string; dueAt: Date }>`
      select room, text, due_at as "dueAt" from reminders
      where lower(${name}) in (lower(asked_by), lower(told)) or asked_by_person = ${person} order by due_at limit 500`.execute(
      db,
    ),
    sql<{ room: string; number: number; text: string }>`
      select room, number, text from quotes
      where lower(added_by) = lower(${name}) or added_by_person = ${person} order by room, number limit 500`.execute(
      db,
    ),
    sql<{ count: number }>`
      select count(*)::integer as count from decisions where lower(name) = lower(${name}) or person = ${person}`.execute(
      db,
    ),
    sql<{ room: string; at: Date }>`
      select room, at from spoken where lower(name) = lower(${name}) or person = ${person} order by room limit 500`.execute(
      db,
    ),
    sql<{ room: string; told: string; by: string; text: string }>`
      select room, told, told_by as by, text from tells
      where lower(${name}) in (lower(told), lower(told_by)) or told_by_person = ${person} order by id limit 500`.execute(
      db,
    ),
  ]);
  return {
    reminders: reminders.rows.map(({ dueAt, ...one }) => ({ ...one, dueAt: dueAt.toISOString() })),
    quotes: quotes.rows,
    decisions: decisions.rows[0]!.count,
    spoken: spoken.rows.map(({ room, at }) => ({ room, at: at.toISOString() })),
    tells: tells.rows,
  };
}
