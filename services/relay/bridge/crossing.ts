import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Limiter } from '../../../core/http/limit.ts';
import type { Counter } from '../../../core/metrics.ts';
import type { Happening, Said } from '../chat-network.ts';
import type { Schema } from '../schema.ts';
import { addLine, deleteLine, editLine } from '../store/lines.ts';
import type { Bridge } from './bridge.ts';
import type { BridgeBook, Way } from './bridge-book.ts';
import type { Courier } from './courier.ts';
import { Echoes } from './echoes.ts';
import { foldRoom } from './fold.ts';

export interface CrossingOptions {
  readonly db: Kysely<Schema>;
  readonly bridges: BridgeBook;
  readonly courier: Courier;
  /** Lines that were not carried since they go round in circles or are a flood. */
  readonly circles: Counter;
}

/** Something that happened in a room. */
export interface Crossed {
  readonly room: string;
  /** For people: where it was. */
  readonly network: string;
  readonly happening: Happening;
}

/** The same words of the same person in the same room: above this it is no person. */
const SAME = { burst: 20, perMinute: 10 };

/** Lines of one person in a room: what is above this is a flood, and would keep what others say waiting for minutes. */
const FLOOD = { burst: 20, perMinute: 30 };

/** Takes what happens in the rooms of bridges, and has the other rooms told. */
export class Crossing {
  readonly #options: CrossingOptions;
  readonly #echoes = new Map<string, Echoes>();
  readonly #same = new Limiter(SAME);
  readonly #flood = new Limiter(FLOOD);

  constructor(options: CrossingOptions) {
    this.#options = options;
  }

  /** Resolves when it is stored; what is in no bridge is not. */
  async take({ room: heardIn, network, happening }: Crossed): Promise<void> {
    const { db, bridges, courier } = this.#options;
    const room = foldRoom(heardIn);
    const ways = bridges.from(room);
    if (ways.length === 0) return;
    if (happening.kind === 'deleted') await deleteLine(db, { room, message: happening.id });
    else if (happening.kind === 'edited') {
      const { id: message, text, key, account } = happening;
      await editLine(db, { room, message, text, key, account });
    } else {
      const { name, action = false, replyTo, id = randomUUID(), badge } = happening;
      const from = badge === undefined ? network : `${network}, ${badge}`;
      const to = this.#welcome(room, ways, happening);
      if (to.length === 0) return;
      const styled = ways.some(({ bridge, to: other }) => bridge.styles && other.startsWith('irc/'));
      const text = (styled ? happening.styled : undefined) ?? happening.text;
      const person = personOf(happening);
      await addLine(db, { room, message: id, name, person, network: from, text, action, replyTo }, to);
    }
    for (const { to } of ways) courier.kick(to);
  }

  /** The rooms that this line goes to: none for what is ignored, comes back, goes round in circles, or is a flood. */
  #welcome(room: string, ways: readonly Way[], said: Extract<Happening, { kind: 'said' }>): string[] {
    const { name, text, account, program } = said;
    const bridges = new Set(
      ways.map(({ bridge }) => bridge).filter(bridge => !isIgnored(bridge, name, text)),
    );
    const echoed = [...bridges].some(bridge => this.#echoesOf(bridge).isEcho(name, text));
    if (bridges.size === 0) return [];
    try {
      if (echoed) throw new Error('It came back.');
      this.#same.take(`${room} ${name} ${text}`);
      if (!program) this.#flood.take(`${room} ${account ?? name}`);
    } catch {
      this.#options.circles.add();
      return [];
    }
    return ways.filter(({ bridge }) => bridges.has(bridge)).map(({ to }) => to);
  }

  #echoesOf({ name }: Bridge): Echoes {
    const known = this.#echoes.get(name) ?? new Echoes();
    this.#echoes.set(name, known);
    return known;
  }
}

/** Who said it beyond doubt. */
function personOf({ account, personId }: Said): string | undefined {
  if (account !== undefined) return `account:${account.toLowerCase()}`;
  return personId === undefined ? undefined : `id:${personId}`;
}

function isIgnored({ ignore, ignorePrefixes }: Bridge, name: string, text: string): boolean {
  const folded = name.toLowerCase();
  return (
    ignore.some(one => one.toLowerCase() === folded) || ignorePrefixes.some(prefix => text.startsWith(prefix))
  );
}
