import { BoundedMap } from '../../core/bounded-map.ts';
import { Limiter } from '../../core/http/limit.ts';
import type { Message } from './contract.ts';
import { personOf } from './people/person.ts';

/** What one person asks in a room, and all who are in it. */
const OF_PERSON = { burst: 6, perMinute: 20 };
const OF_ROOM = { burst: 40, perMinute: 300 };

/** How often somebody is told that it is too much: what is said of a flood must not be one. */
const TELLING = { burst: 1, perMinute: 1 };
const TELLING_IN_ROOM = { burst: 10, perMinute: 20 };

/** Messages that are remembered, so that one which is told again counts once. */
const MOST = 5_000;

/** How much is asked of the bot in rooms. */
export class Pace {
  readonly #person = new Limiter(OF_PERSON);
  readonly #room = new Limiter(OF_ROOM);
  readonly #told = new Limiter(TELLING);
  readonly #toldInRoom = new Limiter(TELLING_IN_ROOM);
  readonly #decided = new BoundedMap<string, 'person' | 'room' | 'none'>(MOST);

  /** Counts a message; gives whose limit it is beyond. The same one again is no more than the first. */
  beyond(message: Message): 'person' | 'room' | 'none' {
    const key = message.id === undefined ? undefined : `${message.room}\n${message.id}`;
    const known = key === undefined ? undefined : this.#decided.get(key);
    if (known !== undefined) return known;
    const beyond = this.#count(message);
    if (key !== undefined) this.#decided.set(key, beyond);
    return beyond;
  }

  /** Whether somebody is to be told that what they asked is left out, as they were not in the last minute. */
  isToTell(message: Message): boolean {
    return isTaken(this.#told, personKey(message)) && isTaken(this.#toldInRoom, message.room);
  }

  /** Whether a room is to be told that too much is asked there. */
  isRoomToTell({ room }: Message): boolean {
    return isTaken(this.#told, room);
  }

  #count(message: Message): 'person' | 'room' | 'none' {
    if (!isTaken(this.#person, personKey(message))) return 'person';
    return isTaken(this.#room, message.room) ? 'none' : 'room';
  }
}

function personKey(message: Message): string {
  return `${message.room}\n${personOf(message)}`;
}

function isTaken(limiter: Limiter, key: string): boolean {
  try {
    limiter.take(key);
    return true;
  } catch {
    return false;
  }
}
