import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { roomsOfNetwork } from '../people/person.ts';
import type { Schema } from '../schema.ts';
import { KEPT, type KeptTable } from './kept.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

/** Somebody who is looked for in what is kept. */
interface Somebody {
  /** As they stand in columns of persons, and all in lower case. */
  readonly persons: readonly string[];
  readonly names: readonly string[];
  /** Where they may be connected from: others may be too, so that it counts only where nothing else tells who it was. */
  readonly hosts: readonly string[];
  /** A name is enough; else it is only where nobody is known better. */
  readonly byName: boolean;
  /** What the ids of the rooms begin with; any room unless given. */
  readonly rooms?: readonly string[];
}

export interface Forgotten {
  /** How many things that were. */
  readonly erased: number;
  /** Some of it has to stay for a while, without their name and words. */
  readonly stays: boolean;
  /** Whom that was of, as they stand in columns of persons. */
  readonly persons: readonly string[];
}

/**
 * Erases what is kept of somebody who is known beyond doubt, on their network. Breaches stay, as long as they count: whoever could
 * have them forgotten would be warned for ever and never stopped.
 */
export async function forgetCertain(
  trx: Db,
  { room, persons, name }: { room: string; persons: readonly string[]; name: string },
): Promise<Forgotten> {
  const names = [name.toLowerCase()];
  const somebody = { persons, names, hosts: [], byName: false, rooms: roomsOfNetwork(room) };
  return forgetIn(
    trx,
    KEPT.filter(({ ownerAlone }) => !ownerAlone),
    somebody,
  );
}

/** Erases everything of whoever has this account or id, or was called so, on every network. For the owner alone. */
export async function forgetNamed(db: Kysely<Schema>, name: string): Promise<Forgotten> {
  return db.transaction().execute(async trx => forgetIn(trx, KEPT, await findNamed(trx, name)));
}

/** What is kept of whoever has this account or id, or was called so, by the name of its table. */
export async function aboutNamed(
  db: Kysely<Schema>,
  name: string,
): Promise<Record<string, Record<string, unknown>[]>> {
  const somebody = await findNamed(db, name);
  const about: Record<string, Record<string, unknown>[]> = {};
  for (const kept of KEPT) {
    const shown = Object.entries(kept.shows).map(
      ([word, value]) => sql`${sql.raw(value)} as ${sql.ref(word)}`,
    );
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.join(shown)} from ${sql.table(kept.table)} where ${isOf(kept, somebody)}`.execute(db);
    about[kept.table] = rows.map(row => JSON.parse(JSON.stringify(row)));
  }
  return about;
}

async function forgetIn(trx: Db, tables: readonly KeptTable[], somebody: Somebody): Promise<Forgotten> {
  let erased = 0;
  let stays = false;
  for (const kept of tables) {
    const table = sql.table(kept.table);
    const found = sql`${isOf(kept, somebody)} and ${sql.raw(kept.when ?? 'true')}`;
    const { numAffectedRows = 0n } =
      kept.forget === 'delete'
        ? await sql`delete from ${table} where ${found}`.execute(trx)
        : await sql`update ${table} set ${settings(kept.forget)} where ${found}`.execute(trx);
    erased += Number(numAffectedRows);
    if (kept.forget !== 'delete' && numAffectedRows > 0n) stays = true;
  }
  return { erased, stays, persons: [...somebody.persons, ...somebody.hosts] };
}

function settings(forget: Readonly<Record<string, string>>): RawBuilder<unknown> {
  return sql.join(
    Object.entries(forget).map(([column, value]) => sql`${sql.ref(column)} = ${sql.raw(value)}`),
  );
}

/** Whether a row is of somebody. */
function isOf({ who, room = 'room' }: KeptTable, somebody: Somebody): RawBuilder<boolean> {
  const { persons, hosts, names, byName, rooms } = somebody;
  const nameless = who.every(({ name }) => name === undefined);
  const known = nameless ? [...persons, ...hosts] : persons;
  const counts = byName || who.every(({ person }) => person === undefined);
  const one = who.flatMap(({ person, name }) => [
    ...(person === undefined ? [] : [sql`${sql.raw(person)} = any(${known}::text[])`]),
    ...(name === undefined || !counts ? [] : [sql`lower(${sql.raw(name)}) = any(${names}::text[])`]),
  ]);
  const here =
    rooms === undefined
      ? sql`true`
      : sql`exists (select from unnest(${rooms}::text[]) prefix where starts_with(${sql.raw(room)}, prefix))`;
  return sql`(${sql.join(one, sql` or `)}) and ${here}`;
}

/**
 * Who has this account or id, or was called so. Where a network lets nobody else take a name, all that is known of its bearer
 * is theirs; on IRC whoever has a nick may be anybody, and only the account of that name is.
 */
async function findNamed(db: Db, given: string): Promise<Somebody> {
  const name = given.toLowerCase();
  const pairs = KEPT.flatMap(({ table, who }) =>
    who.flatMap(({ person, name: called }) => (person && called ? [{ table, person, called }] : [])),
  );
  const bearers = pairs.map(
    ({ table, person, called }) => sql`
      select ${sql.raw(person)} as person, room from ${sql.table(table)} where lower(${sql.raw(called)}) = ${name}`,
  );
  const { rows } = await sql<{ person: string }>`
    select distinct person from (${sql.join(bearers, sql` union all `)}) bearers
    where person is not null and (person not like 'account:%' or room not like 'irc/%')`.execute(db);
  const persons = rows.map(({ person }) => person);
  return {
    persons: [`account:${name}`, `name:${name}`, given, name, ...persons.filter(one => !isHost(one))],
    names: [name],
    hosts: persons.filter(isHost),
    byName: true,
  };
}

function isHost(person: string): boolean {
  return person.startsWith('host:');
}
