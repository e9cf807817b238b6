import { createHmac, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { isPublicAddress } from '../../../core/fetch/addresses.ts';
import { addressKey } from '../../../core/http/limit.ts';
import type { Schema } from '../schema.ts';

/** Milliseconds for which no new guest of a silenced one's network may write, at most. */
const CLOSED_FOR = 24 * 3_600_000;

/**
 * Notes whence a guest comes now. The address itself is kept nowhere, and nothing of one that is not public: it may be that of a
 * proxy, behind which everybody is.
 */
export async function noteNetwork(db: Kysely<Schema>, person: number, address: string): Promise<void> {
  if (!isPublicAddress(address)) return;
  const hashes = await hashesOf(db, addressKey(address));
  await sql`
    insert into guest_networks (person_id, hashes) values (${person}, ${hashes}::bytea[])
    on conflict (person_id) do update set hashes = excluded.hashes, at = now()`.execute(db);
}

/**
 * What a sanction keeps of the network of a guest: until when no new guest of it may write in the room. Nothing for accounts,
 * and for guests of whom nothing is known any more.
 */
export async function closingOf(db: Kysely<Schema>, person: number, until: Date | null) {
  const { rows } = await sql<{ hashes: Buffer[] }>`
    select hashes from guest_networks n join people p on p.id = n.person_id
    where person_id = ${person} and account is null`.execute(db);
  if (!rows[0]) return { networks: [], networks_until: null };
  const longest = Date.now() + CLOSED_FOR;
  const networks_until = new Date(Math.min(until?.getTime() ?? longest, longest));
  return { networks: rows[0].hashes, networks_until };
}

/** Whether somebody of the same network was silenced in a room in which this guest has not written yet. */
export async function isNetworkClosed(db: Kysely<Schema>, roomId: number, person: number): Promise<boolean> {
  const { rows } = await sql<{ closed: boolean }>`
    select network_closed(${roomId}, ${person}) as closed`.execute(db);
  return rows[0]!.closed;
}

/** Throws away what is of no more use. From then on nobody can tell whose network a hash is of. */
export async function forgetNetworks(db: Kysely<Schema>): Promise<void> {
  await sql`delete from day_secrets where day < (now() at time zone 'utc')::date - 1`.execute(db);
  await sql`delete from guest_networks where at < now() - interval '2 days'`.execute(db);
  await sql`update sanctions set networks = '{}', networks_until = null where networks_until < now()`.execute(
    db,
  );
}

/** By the secrets of today and yesterday, so that what was noted before midnight is known after it. */
async function hashesOf(db: Kysely<Schema>, network: string): Promise<Buffer[]> {
  const { rows } = await sql<{ secret: Buffer; today: boolean }>`
    with made as (
      insert into day_secrets (day, secret) values ((now() at time zone 'utc')::date, ${randomBytes(32)})
      on conflict (day) do nothing returning day, secret
    )
    select secret, day = (now() at time zone 'utc')::date as today
    from (select * from made union all select * from day_secrets) each
    where day >= (now() at time zone 'utc')::date - 1`.execute(db);
  // Today's is somebody else's, committed after this statement began.
  if (!rows.some(({ today }) => today)) return hashesOf(db, network);
  return rows.map(({ secret }) => createHmac('sha256', secret).update(network).digest());
}
