import { type Kysely, sql, type Transaction } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Command, CommandChange, NewCommand } from '../contract/commands.ts';
import type { Schema } from '../schema.ts';
import { bump } from './revisions.ts';

/** All are kept in memory. */
const MOST = 2_000;
const MOST_OF_ROOM = 300;

/** Every command, by room and name. */
export async function listCommands(db: Kysely<Schema>): Promise<Command[]> {
  const rows = await db
    .selectFrom('commands')
    .select(eb => [
      'id',
      'room',
      'name',
      'aliases',
      'text',
      'cooldown',
      'person_cooldown as personCooldown',
      'needs',
      eb
        .selectFrom('command_uses')
        .whereRef('command', '=', 'commands.id')
        .select(sql<number>`coalesce(sum(count), 0)::integer`.as('uses'))
        .as('uses'),
    ])
    .orderBy('room')
    .orderBy('name')
    .execute();
  return rows.map(row => ({ ...row, needs: row.needs as Command['needs'], uses: row.uses ?? 0 }));
}

/** Throws `rate_limited` when there are too many, and `conflict` for a name that the room has. */
export async function addCommand(trx: Transaction<Schema>, command: NewCommand): Promise<number> {
  await bump(trx, 'commands');
  const { all, own } = await trx
    .selectFrom('commands')
    .select([
      sql<number>`count(*)::integer`.as('all'),
      sql<number>`count(*) filter (where room = ${command.room ?? ''})::integer`.as('own'),
    ])
    .executeTakeFirstOrThrow();
  if (all >= MOST || own >= MOST_OF_ROOM)
    throw new AppError('rate_limited', 'There are too many commands already. Delete one first.');
  const { personCooldown, ...rest } = command;
  const added = await trx
    .insertInto('commands')
    .values({ ...rest, ...(personCooldown !== undefined && { person_cooldown: personCooldown }) })
    .onConflict(on => on.columns(['room', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw new AppError('conflict', `There is a command ${command.name} already.`);
  return added.id;
}

/** Throws `not_found`, and `conflict` for a name that the room has. */
export async function changeCommand(
  trx: Transaction<Schema>,
  { id, personCooldown, ...change }: CommandChange,
): Promise<void> {
  await bump(trx, 'commands');
  const old = await trx
    .selectFrom('commands')
    .select(['room', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!old) throw new AppError('not_found', 'There is no such command.');
  const { room, name } = { ...old, ...change };
  const other = await trx
    .selectFrom('commands')
    .select('id')
    .where('room', '=', room)
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (other) throw new AppError('conflict', `There is a command ${name} already.`);
  await trx
    .updateTable('commands')
    .set({
      ...change,
      ...(personCooldown !== undefined && { person_cooldown: personCooldown }),
      changed_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .execute();
}

/** False when it was away already. */
export async function removeCommand(trx: Transaction<Schema>, id: number): Promise<boolean> {
  await bump(trx, 'commands');
  const { numDeletedRows } = await trx.deleteFrom('commands').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

interface Use {
  readonly command: Pick<Command, 'id' | 'cooldown' | 'personCooldown'>;
  readonly room: string;
  readonly person: string;
}

/** Counts a use and gives how many there are in the room; undefined while it rests after the last one, or one of this person's. */
export async function useCommand(
  trx: Transaction<Schema>,
  { command: { id, cooldown, personCooldown }, room, person }: Use,
): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`
    insert into command_uses as u (command, room) values (${id}, ${room})
    on conflict (command, room) do update set count = u.count + 1, used_at = now()
      where u.used_at <= now() - make_interval(secs => ${cooldown})
    returning count`.execute(trx);
  const count = rows[0]?.count;
  if (count === undefined || personCooldown === 0) return count;
  const { rows: own } = await sql`
    insert into command_people as p (command, room, person) values (${id}, ${room}, ${person})
    on conflict (command, room, person) do update set used_at = now()
      where p.used_at <= now() - make_interval(secs => ${personCooldown})
    returning person`.execute(trx);
  if (own.length > 0) return count;
  // What did not happen counts for nobody.
  await sql`
    update command_uses set count = count - 1, used_at = now() - make_interval(secs => ${cooldown})
    where command = ${id} and room = ${room}`.execute(trx);
  return undefined;
}

/** Nobody has to wait for longer than a day, and what a visitor's own talk on the site has counted is theirs for a day. */
export async function forgetUses(db: Kysely<Schema>): Promise<void> {
  await sql`delete from command_people where used_at < now() - interval '1 day'`.execute(db);
  await sql`
    delete from command_uses where starts_with(room, 'web/') and used_at < now() - interval '1 day'`.execute(
    db,
  );
  await sql`
    delete from counters where starts_with(room, 'web/') and changed_at < now() - interval '1 day'`.execute(
    db,
  );
}
