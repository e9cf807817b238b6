import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import type { Schema } from '../../schema.ts';

/** How the pause after wrong codes grows: the first `free` cost nothing, each further one doubles it up to `longest` seconds. */
interface Growth {
  free: number;
  longest: number;
}

/** One network is stopped soon and for long. */
const BY_ADDRESS: Growth = { free: 5, longest: 3_600 };
/** A name is slowed and never closed: one try a minute is too few to guess a code, and its owner gets through. */
const BY_NAME: Growth = { free: 15, longest: 60 };

export interface GuessKeys {
  address: Buffer;
  name: Buffer;
  /** The name from this network. */
  known: Buffer;
}

/**
 * Counts a try as wrong before it is made, so that many at once cannot slip through, or throws `rate_limited`. From a network
 * where the right code was given lately a name cannot be slowed by strangers elsewhere.
 */
export async function claimGuess(db: Kysely<Schema>, keys: GuessKeys): Promise<void> {
  const own = await claim(db, keys.address, BY_ADDRESS);
  if (own > 0) throw tooManyGuesses(own);
  const known = await db.selectFrom('guess').select('key').where('key', '=', keys.known).executeTakeFirst();
  if (known) return;
  const shared = await claim(db, keys.name, BY_NAME);
  if (shared > 0) throw tooManyGuesses(shared);
}

/** The code was right: the try does not count, and the network is known for this name from now on. */
export async function acceptGuess(db: Kysely<Schema>, keys: GuessKeys): Promise<void> {
  await uncountGuess(db, keys);
  await sql`insert into guess (key) values (${keys.known}) on conflict (key) do update set seen_at = now()`.execute(
    db,
  );
}

/** The try was no guess, since the name is nobody's. */
export async function uncountGuess(db: Kysely<Schema>, { address, name }: GuessKeys): Promise<void> {
  await sql`
    update guess set failures = greatest(0, failures - 1), next_at = now()
    where key in (${address}, ${name})`.execute(db);
}

/** Seconds to wait, or 0 when the try was counted. By the clock: a try that waited for another's row began before that one set its time. */
async function claim(db: Kysely<Schema>, key: Buffer, { free, longest }: Growth): Promise<number> {
  const failures = sql`case when guess.seen_at < now() - interval '1 day' then 1 else guess.failures + 1 end`;
  const counted = await sql`
    insert into guess (key, failures) values (${key}, 1)
    on conflict (key) do update set
      failures = ${failures}, seen_at = now(),
      next_at = now() + make_interval(secs => case when ${failures} <= ${free}::integer then 0
        else least(${longest}::integer, 2 ^ least(20, ${failures} - ${free}::integer)) end)
    where guess.next_at <= clock_timestamp()
    returning key`.execute(db);
  if (counted.rows.length > 0) return 0;
  const { rows } = await sql<{ wait: number }>`
    select greatest(1, ceil(extract(epoch from next_at - now())))::integer as wait from guess where key = ${key}`.execute(
    db,
  );
  return rows[0]?.wait ?? 1;
}

function tooManyGuesses(retryAfter: number): AppError {
  return new AppError('rate_limited', `Too many wrong codes. Try again in ${retryAfter} s.`, { retryAfter });
}
