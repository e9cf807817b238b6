import { type Kysely, sql } from 'kysely';
import { NO_RULES, Rules } from '../contract/room-rules.ts';
import type { Schema } from '../schema.ts';
import { toJson } from './to-json.ts';

/** Days for which it is kept that somebody was met. */
export const MET_DAYS = 180;

export interface StoredRules {
  readonly room: string;
  readonly rules: Rules;
  readonly metSince: Date;
}

export async function listRules(db: Kysely<Schema>): Promise<StoredRules[]> {
  const rows = await db.selectFrom('room_rules').select(['room', 'rules', 'met_since']).execute();
  return rows.map(({ room, rules, met_since: metSince }) => ({ room, rules: whole(rules), metSince }));
}

/** Sets what is given of a room's rules, and gives them all. `check` throws for what cannot be used. */
export async function saveRules(
  db: Kysely<Schema>,
  room: string,
  change: Partial<Rules>,
  check: (rules: Rules) => void,
): Promise<Rules> {
  return db.transaction().execute(async trx => {
    await sql`insert into room_rules (room, rules) values (${room}, '{}') on conflict do nothing`.execute(
      trx,
    );
    const { rules: before } = await trx
      .selectFrom('room_rules')
      .select('rules')
      .where('room', '=', room)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const rules = whole({ ...(before as object), ...given(change) });
    check(rules);
    await trx
      .updateTable('room_rules')
      .set({ rules: toJson(rules), changed_at: new Date() })
      .where('room', '=', room)
      .execute();
    return rules;
  });
}

/** A rule that another version does not know keeps its default. */
function whole(stored: unknown): Rules {
  return Rules.parse({ ...NO_RULES, ...(stored as object) });
}

function given(change: Partial<Rules>): Partial<Rules> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

export interface Met {
  readonly room: string;
  readonly person: string;
}

/** Who was met in a room, and when first: those who were seen last when there are more than `most`. */
export async function listMet(
  db: Kysely<Schema>,
  room: string,
  most: number,
): Promise<{ person: string; firstAt: Date }[]> {
  const rows = await db
    .selectFrom('met')
    .select(['person', 'first_at'])
    .where('room', '=', room)
    .orderBy('seen_on', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ person, first_at: firstAt }) => ({ person, firstAt }));
}

/** Notes who was met today. Rooms whose rules are gone meanwhile are left out. */
export async function noteMet(db: Kysely<Schema>, met: readonly Met[]): Promise<void> {
  await sql`
    insert into met (room, person)
    select distinct m ->> 'room', m ->> 'person' from jsonb_array_elements(${toJson(met)}::jsonb) m
    where exists (select from room_rules r where r.room = m ->> 'room')
    on conflict (room, person) do update set seen_on = current_date`.execute(db);
}

/** Forgets who was not seen for half a year. */
export async function forgetMet(db: Kysely<Schema>): Promise<void> {
  await sql`delete from met where seen_on < current_date - ${MET_DAYS}::integer`.execute(db);
}
