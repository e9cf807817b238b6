import { sql } from 'kysely';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import type { ChatMessage, From } from '../contract.ts';
import { requireMayRead } from '../people/may-read.ts';
import { readMessages, shown } from '../store/read-messages.ts';
import { roomByName } from '../store/rooms.ts';

type Ctx = Pick<ChatContext, 'db'>;
type Reading = Pick<ChatContext, 'api' | 'db'>;

interface Asked {
  room: string;
  from?: From | undefined;
  before?: number | undefined;
}

const FOUND = 50;
const EXPORTED_AT_ONCE = 500;

/** A page of a room, oldest first: the newest, or what is before or after a number. */
export async function listMessages(
  ctx: Reading,
  asked: Asked & { after?: number | undefined; limit: number },
  call?: CallContext,
) {
  // One snapshot, so that the change is that of the page.
  const { room, page } = await ctx.db
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
      const change = room.last_change;
      if (after !== undefined) return { room, page: { messages: rows.map(shown), older: after > 0, change } };
      const messages = rows.slice(0, limit).reverse().map(shown);
      return { room, page: { messages, older: rows.length > limit, change } };
    });
  await requireMayRead(ctx, room, asked.from, call);
  return page;
}

/** Messages with all of the words, newest first; "phrases", or, and -not are understood. */
export async function searchMessages(
  ctx: Reading,
  asked: Asked & { query: string },
  call?: CallContext,
): Promise<{ messages: ChatMessage[] }> {
  const { db } = ctx;
  const room = await roomByName(db, asked.room);
  await requireMayRead(ctx, room, asked.from, call);
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
