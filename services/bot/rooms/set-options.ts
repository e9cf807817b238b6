import type { Kysely } from 'kysely';
import type { RoomChange, RoomOptions } from '../contract/room-options.ts';
import type { Destinations } from '../destinations.ts';
import { beginWords, END_WORDS } from '../logs/words.ts';
import { say } from '../reply.ts';
import type { Schema } from '../schema.ts';
import { storeAnswer } from '../store/answers.ts';
import { saveRoomOptions } from '../store/room-options.ts';
import type { RoomOptionsBook } from './room-options.ts';

interface Parts {
  readonly db: Kysely<Schema>;
  readonly settings: RoomOptionsBook;
  readonly destinations: Destinations;
  readonly origin: string;
}

/**
 * Changes what is given of a room's options. When that begins or ends its log, the room is told in the same transaction, so
 * that nothing is logged that nobody was told of.
 */
export async function setOptions(parts: Parts, change: RoomChange): Promise<RoomOptions> {
  const { db, settings, destinations, origin } = parts;
  const { room } = change;
  const before = settings.of(room);
  const { saved, told } = await db.transaction().execute(async trx => {
    const saved = await saveRoomOptions(trx, change);
    const { logged = false, logHours = 48 } = saved;
    const same = logged === before.logged && (!logged || logHours === before.logHours);
    if (same) return { saved, told: undefined };
    const text = logged ? beginWords(logHours, origin) : END_WORDS;
    const answer = { text, html: say(text).html.text };
    return { saved, told: { ...(await storeAnswer(trx, { room, answer })), room, answer } };
  });
  await settings.load();
  if (told) destinations.give(told);
  return saved;
}

export async function changeLogging(parts: Parts, change: RoomChange): Promise<void> {
  await setOptions(parts, change);
}
