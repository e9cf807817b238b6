import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { QuotesTable, Schema } from '../schema.ts';

export type Quote = Selectable<QuotesTable>;

const MOST_OF_ROOM = 5_000;

export interface NewQuote {
  readonly room: string;
  readonly text: string;
  /** Name of who adds it. */
  readonly by: string;
  /** Who they are beyond doubt. */
  readonly person?: string | undefined;
}

export interface Remover {
  readonly name: string;
  readonly person: string | undefined;
  readonly moderator: boolean;
}

export interface Quotes {
  /** Keeps a text under the room's next number. Throws `conflict` when the room has it already, and `rate_limited` when it is full. */
  add(trx: Transaction<Schema>, quote: NewQuote): Promise<Quote>;
  /** One of the room's with all of these words, or of all of them, each as likely; and how many there are. */
  pick(room: string, words: readonly string[]): Promise<{ quote: Quote; of: number } | undefined>;
  get(room: string, number: number): Promise<Quote | undefined>;
  /** Takes away one that somebody added; false when there is none of theirs by this number. A moderator takes away any. */
  remove(trx: Transaction<Schema>, room: string, number: number, by: Remover): Promise<boolean>;
}

/** Quotes in the database; `random` gives a whole number from 1 to its argument. */
export function storedQuotes(db: Kysely<Schema>, random: (sides: number) => number): Quotes {
  return {
    add,
    async pick(room, words) {
      const fitting = db
        .selectFrom('quotes')
        .where('room', '=', room)
        .where(eb => eb.and(words.map(word => sql<boolean>`strpos(lower(text), lower(${word})) > 0`)));
      const { count } = await fitting
        .select(eb => eb.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      const of = Number(count);
      if (of === 0) return undefined;
      const quote = await fitting
        .selectAll()
        .orderBy('number')
        .offset(random(of) - 1)
        .limit(1)
        .executeTakeFirst();
      return quote && { quote, of };
    },
    get: (room, number) =>
      db
        .selectFrom('quotes')
        .selectAll()
        .where('room', '=', room)
        .where('number', '=', number)
        .executeTakeFirst(),
    async remove(trx, room, number, { name, person, moderator }) {
      const { numDeletedRows } = await trx
        .deleteFrom('quotes')
        .where('room', '=', room)
        .where('number', '=', number)
        .where(
          moderator
            ? sql<boolean>`true`
            : // What somebody certain has added is theirs; a name is enough for what only has a name.
              sql<boolean>`case when added_by_person is null then lower(added_by) = lower(${name}) else added_by_person = ${person ?? null} end`,
        )
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

async function add(trx: Transaction<Schema>, { room, text, by, person }: NewQuote): Promise<Quote> {
  // The row is locked until the end, so that two who add at once get two numbers.
  const { last } = await trx
    .insertInto('quote_numbers')
    .values({ room, last: 1 })
    .onConflict(on => on.column('room').doUpdateSet({ last: sql<number>`quote_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  const { all, same } = await trx
    .selectFrom('quotes')
    .select([
      sql<number>`count(*)::integer`.as('all'),
      sql<number | null>`min(number) filter (where lower(text) = lower(${text}))`.as('same'),
    ])
    .where('room', '=', room)
    .executeTakeFirstOrThrow();
  if (same !== null) throw new AppError('conflict', `That is quote ${same} already.`);
  if (all >= MOST_OF_ROOM) throw new AppError('rate_limited', 'This room has too many quotes already.');
  return trx
    .insertInto('quotes')
    .values({ room, number: last, text, added_by: by, added_by_person: person ?? null })
    .returningAll()
    .executeTakeFirstOrThrow();
}
