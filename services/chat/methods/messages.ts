import { sql } from 'kysely';
import type { ChatContext } from '../context.ts';
import type { ChatMessage } from '../contract.ts';
import { readMessages, shown } from '../store/read-messages.ts';
import { roomByName } from '../store/rooms.ts';

type Ctx = Pick<ChatContext, 'db'>;

const FOUND = 50;
const EXPORTED_AT_ONCE = 500;

/** A page of a room, oldest first: the newest, or what is before or after a number. */
export async function listMessages(
  { db }: Ctx,
  asked: { room: string; before?: number | undefined; after?: number | undefined; limit: number },
) {
  // One snapshot, so that the change is that of the page.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async tx => {
      const room = await roomByName(tx, asked.room);
      const { before, after, limit } = asked;
      const rest =
        after === undefined
          ? sql`${before === undefined ? sql`` : sql`and m.number < ${before}`} order by m.number desc limit ${limit + 1}`
          : sql`and m.number > ${after} order by m.number limit ${limit}`;
      const rows = await readMessages(tx, room.id, rest);
      if (after !== undefined)
        return { messages: rows.map(shown), older: after > 0, change: room.last_change };
      const messages = rows.slice(0, limit).reverse().map(shown);
      return { messages, older: rows.length > limit, change: room.last_change };
    });
}

/** Messages with all of the words, newest first; "phrases", or, and -not are understood. */
export async function searchMessages(
  { db }: Ctx,
  asked: { room: string; query: string; before?: number | undefined },
): Promise<{ messages: ChatMessage[] }> {
  const room = await roomByName(db, asked.room);
  const before = asked.before === undefined ? sql`` : sql`and m.number < ${asked.before}`;
  const found = await readMessages(
    db,
    room.id,
    sql`and to_tsvector('simple', m.text) @@ websearch_to_tsquery('simple', ${asked.query}) and m.deleted_at is null ${before}
      order by m.number desc limit ${FOUND}`,
  );
  return { messages: found.map(shown) };
}

/** Everything that was said in a room, oldest first. */
export async function* exportRoom({ db }: Ctx, asked: { room: string }, { signal }: { signal: AbortSignal }) {
  const room = await roomByName(db, asked.room);
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const page = await readMessages(
      db,
      room.id,
      sql`and m.number > ${after} order by m.number limit ${EXPORTED_AT_ONCE}`,
    );
    yield* page;
    if (page.length < EXPORTED_AT_ONCE) return;
    after = page.at(-1)!.number;
  }
}
