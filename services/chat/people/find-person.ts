import { type Kysely, sql } from 'kysely';
import { skeleton } from '../../../core/people/skeleton.ts';
import type { Schema } from '../schema.ts';

/** Who is called so: the one who wrote in the room last, else anybody with an account. */
export async function findPerson(
  db: Kysely<Schema>,
  roomId: number,
  called: string,
): Promise<{ id: number; name: string } | undefined> {
  const { rows } = await sql<{ id: number; name: string }>`
    select p.id, p.name from people p
    left join lateral (select number from messages where person_id = p.id and room_id = ${roomId} order by number desc limit 1) last
      on true
    where p.likeness = ${skeleton(called.replace(/^@/, ''))} and (last.number is not null or p.account is not null)
    order by last.number desc nulls last limit 1`.execute(db);
  return rows[0];
}
