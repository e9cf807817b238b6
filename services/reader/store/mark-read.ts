import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { LockedReader } from './readers.ts';

/** What became read: how many items, and the id by which that is undone; none when nothing did. */
export interface MadeRead {
  readonly changed: number;
  readonly undo: string | undefined;
}

/** Makes the unread items `u` of a person that a condition is true of read. The person is locked. */
export async function makeRead(
  tx: Kysely<Schema>,
  reader: LockedReader,
  which: RawBuilder<unknown>,
): Promise<MadeRead> {
  const made = await sql<{ changed: number; undo: string | null }>`
    with gone as (
      delete from unread u where u.reader_id = ${reader.id} and u.epoch = ${reader.epoch} and ${which}
      returning u.item_id, u.feed_id
    ), counted as (
      update subscriptions s set unread = s.unread - c.n
      from (select feed_id, count(*) as n from gone group by feed_id) c
      where s.reader_id = ${reader.id} and s.feed_id = c.feed_id
    ), kept as (
      insert into undos (reader_id, item_ids)
      select ${reader.id}, array_agg(item_id) from gone having count(*) > 0
      returning id
    )
    select (select count(*) from gone)::integer as changed, (select id from kept) as undo`.execute(tx);
  const { changed, undo } = made.rows[0]!;
  return { changed, undo: undo ?? undefined };
}

/** Makes everything that came up to an item read at once, however much it is. The person is locked. */
export async function makeAllRead(
  tx: Kysely<Schema>,
  reader: LockedReader,
  upTo: number | undefined,
): Promise<MadeRead> {
  const before = await sql<{ unread: number }>`
    select coalesce(sum(unread), 0)::integer as unread from subscriptions where reader_id = ${reader.id}`.execute(
    tx,
  );
  const moved = await moveOn(tx, reader);
  const stayed = upTo === undefined ? 0 : await takeAlong(tx, reader, moved, sql`item_id > ${upTo}`);
  await recount(tx, { id: reader.id, epoch: moved }, stayed === 0);
  const changed = before.rows[0]!.unread - stayed;
  if (changed === 0) return { changed, undo: undefined };
  const kept = await sql<{ id: string }>`
    insert into undos (reader_id, epoch) values (${reader.id}, ${reader.epoch}) returning id`.execute(tx);
  return { changed, undo: kept.rows[0]!.id };
}

/** Makes the unread items `u` that a condition is true of read, however many: they are put by, to be taken back. The person is locked. */
export async function makePartRead(
  tx: Kysely<Schema>,
  reader: LockedReader,
  which: RawBuilder<unknown>,
): Promise<MadeRead> {
  const next = await sql<{ epoch: number }>`
    update readers set last_epoch = last_epoch + 1 where id = ${reader.id} returning last_epoch as epoch`.execute(
    tx,
  );
  const { epoch } = next.rows[0]!;
  const changed = await movePart(tx, reader.id, { from: reader.epoch, to: epoch, sign: -1 }, which);
  if (changed === 0) return { changed, undo: undefined };
  const kept = await sql<{ id: string }>`
    insert into undos (reader_id, epoch, part) values (${reader.id}, ${epoch}, true) returning id`.execute(
    tx,
  );
  return { changed, undo: kept.rows[0]!.id };
}

/** Items that one statement puts by or takes back, so that none comes near the time that it may take. */
const PIECE = 20_000;

/** Rows are changed and not made anew: no key of theirs has to be looked up again, which takes longer than all else. */
async function movePart(
  tx: Kysely<Schema>,
  readerId: number,
  { from, to, sign }: { from: number; to: number; sign: 1 | -1 },
  which: RawBuilder<unknown>,
): Promise<number> {
  let all = 0;
  for (;;) {
    const moved = await sql<{ n: number }>`
      with piece as materialized (
        select u.item_id from unread u where u.reader_id = ${readerId} and u.epoch = ${from} and ${which} limit ${PIECE}
      ), moved as (
        update unread u set epoch = ${to} from piece where u.item_id = piece.item_id and u.reader_id = ${readerId}
        returning u.feed_id
      ), counted as (
        update subscriptions s set unread = s.unread + ${sign}::integer * c.n
        from (select feed_id, count(*) as n from moved group by feed_id) c
        where s.reader_id = ${readerId} and s.feed_id = c.feed_id
      )
      select count(*)::integer as n from moved`.execute(tx);
    const { n } = moved.rows[0]!;
    all += n;
    if (n < PIECE) return all;
  }
}

async function moveOn(tx: Kysely<Schema>, reader: LockedReader): Promise<number> {
  const moved = await sql<{ epoch: number }>`
    update readers set last_epoch = last_epoch + 1, epoch = last_epoch + 1 where id = ${reader.id}
    returning epoch`.execute(tx);
  return moved.rows[0]!.epoch;
}

/** Takes what a condition is true of from one epoch into another; gives how many. */
async function takeAlong(
  tx: Kysely<Schema>,
  reader: LockedReader,
  epoch: number,
  which: RawBuilder<unknown>,
): Promise<number> {
  const taken = await sql`
    update unread set epoch = ${epoch} where reader_id = ${reader.id} and epoch = ${reader.epoch} and ${which}`.execute(
    tx,
  );
  return Number(taken.numAffectedRows ?? 0);
}

async function recount(tx: Kysely<Schema>, reader: LockedReader, empty = false): Promise<void> {
  if (empty) {
    await sql`update subscriptions set unread = 0 where reader_id = ${reader.id} and unread <> 0`.execute(tx);
    return;
  }
  await sql`
    update subscriptions s set unread = coalesce(c.n, 0)
    from subscriptions o left join (
      select feed_id, count(*) as n from unread where reader_id = ${reader.id} and epoch = ${reader.epoch} group by feed_id
    ) c on c.feed_id = o.feed_id
    where s.reader_id = ${reader.id} and o.reader_id = s.reader_id and o.feed_id = s.feed_id
      and s.unread <> coalesce(c.n, 0)`.execute(tx);
}

/** Makes items unread again, each under the first of the person's feeds that has it. The person is locked. */
export async function makeUnread(
  tx: Kysely<Schema>,
  reader: LockedReader,
  ids: readonly number[],
): Promise<number> {
  const made = await sql<{ changed: number }>`
    with put as (
      insert into unread (item_id, reader_id, feed_id, epoch, published_at)
      select i.id, ${reader.id}::integer, src.feed_id, ${reader.epoch}::integer, i.published_at
      from items i cross join lateral (
        select s.feed_id from sources s
        join subscriptions sub on sub.feed_id = s.feed_id and sub.reader_id = ${reader.id}
        where s.item_id = i.id order by s.feed_id <> i.feed_id, s.feed_id limit 1
      ) src
      where i.id = any(${ids}::bigint[])
      on conflict (item_id, reader_id) do update set epoch = excluded.epoch, feed_id = excluded.feed_id
        where unread.epoch <> excluded.epoch
      returning feed_id
    ), counted as (
      update subscriptions s set unread = s.unread + c.n
      from (select feed_id, count(*) as n from put group by feed_id) c
      where s.reader_id = ${reader.id} and s.feed_id = c.feed_id
    )
    select count(*)::integer as changed from put`.execute(tx);
  return made.rows[0]!.changed;
}

/** Undoes what made items read. Gives how many are unread again; undefined when there is nothing to undo. */
export async function undoRead(
  tx: Kysely<Schema>,
  reader: LockedReader,
  id: string,
): Promise<number | undefined> {
  const found = await sql<{ item_ids: number[] | null; epoch: number | null; part: boolean }>`
    delete from undos where id = ${id} and reader_id = ${reader.id} returning item_ids, epoch, part`.execute(
    tx,
  );
  const undo = found.rows[0];
  if (!undo) return undefined;
  if (undo.epoch === null) return await makeUnread(tx, reader, undo.item_ids ?? []);
  if (undo.part)
    return await movePart(tx, reader.id, { from: undo.epoch, to: reader.epoch, sign: 1 }, sql`true`);
  await takeAlong(tx, reader, undo.epoch, sql`true`);
  const before = await unreadOf(tx, reader.id);
  await sql`update readers set epoch = ${undo.epoch} where id = ${reader.id}`.execute(tx);
  await recount(tx, { id: reader.id, epoch: undo.epoch });
  return (await unreadOf(tx, reader.id)) - before;
}

async function unreadOf(tx: Kysely<Schema>, reader: number): Promise<number> {
  const counted = await sql<{ n: number }>`
    select coalesce(sum(unread), 0)::integer as n from subscriptions where reader_id = ${reader}`.execute(tx);
  return counted.rows[0]!.n;
}

/** Rows that one statement removes. */
const BATCH = 20_000;

/** Forgets what can be undone no more, and then what was left behind when a part or everything was made read. True when some is left. */
export async function forgetRead(db: Kysely<Schema>, before: Date): Promise<boolean> {
  await sql`delete from undos where made_at < ${before}`.execute(db);
  const gone = await sql`
    delete from unread where (item_id, reader_id) in (
      select u.item_id, u.reader_id from readers r join unread u on u.reader_id = r.id
      where (u.epoch < r.epoch or u.epoch > r.epoch)
        and not exists (select from undos o where o.reader_id = r.id and o.epoch = u.epoch)
      limit ${BATCH})`.execute(db);
  return Number(gone.numAffectedRows ?? 0) === BATCH;
}
