import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { noteModeration } from './moderation.ts';
import { closingOf } from './networks.ts';
import { notify, type RoomRow } from './rooms.ts';

export interface NewSanction {
  readonly person: number;
  /** As they are called in the record. */
  readonly name: string;
  readonly kind: 'mute' | 'block';
  /** Name of who does it. */
  readonly by: string;
  /** For ever unless given. */
  readonly minutes?: number | undefined;
}

/** Mutes or blocks somebody, anew from now when they are already, with the network of a guest; notes it and tells every process. */
export async function putSanction(
  tx: Kysely<Schema>,
  { id, name: room }: Pick<RoomRow, 'id' | 'name'>,
  { person, name, kind, by, minutes }: NewSanction,
): Promise<void> {
  const at = new Date();
  const until = minutes === undefined ? null : new Date(at.getTime() + minutes * 60_000);
  const { networks, networks_until } = await closingOf(tx, person, until);
  const values = { room_id: id, person_id: person, kind, by_name: by, at, until, networks, networks_until };
  await tx
    .insertInto('sanctions')
    .values(values)
    .onConflict(conflict => conflict.columns(['room_id', 'person_id', 'kind']).doUpdateSet(values))
    .execute();
  const detail = [
    minutes !== undefined && `${minutes} minutes`,
    networks_until !== null &&
      `new guests of the same network ${networks_until.getTime() === until?.getTime() ? 'too' : 'for a day'}`,
  ].filter(word => word !== false);
  await noteModeration(tx, id, { action: kind, by, person: name, detail: detail.join('; ') || undefined });
  if (kind === 'block') await notify(tx, { room, kind: 'blocked', person });
}
