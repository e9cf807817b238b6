import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Log } from '../../core/log.ts';
import type { Metrics } from '../../core/metrics.ts';
import { PassOn } from '../../core/passing/pass-on.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { apiContract } from '../api/contract.ts';
import type { Amended, Answer, botContract, Message } from '../bot/contract.ts';
import type { chatContract } from '../chat/contract.ts';
import type { Bridge } from './bridge/bridge.ts';
import { BridgeBook } from './bridge/bridge-book.ts';
import { Courier } from './bridge/courier.ts';
import { type Crossed, Crossing } from './bridge/crossing.ts';
import {
  type ChatNetwork,
  type Happening,
  type Hearing,
  readRoom,
  roomOf,
  type Said,
} from './chat-network.ts';
import type { NetworkSettings } from './config.ts';
import type { MakeNetwork } from './make-network.ts';
import { SaidAnswers } from './said-answers.ts';
import type { Schema } from './schema.ts';
import { storedCursor } from './store/cursors.ts';
import { Web } from './web/web.ts';

/** What the relay is made of. */
export interface RelayContext {
  readonly log: Log;
  readonly db: Kysely<Schema>;
  readonly bot: Pick<Client<typeof botContract>, 'hear' | 'amend' | 'answers'>;
  /** Knows whose a token is. */
  readonly api: Pick<Client<typeof apiContract>, 'authenticate'>;
  /** By name, without Croft's own rooms. */
  readonly networks: ReadonlyMap<string, ChatNetwork>;
  readonly web: Web;
  readonly bridges: BridgeBook;
  readonly crossing: Crossing;
  readonly courier: Courier;
  /** Of the bot's answers on networks of each kind, which have been said. */
  readonly said: ReadonlyMap<string, SaidAnswers>;
  /** Aborts when no more is heard or said. */
  readonly stop: AbortController;
}

export interface RelayParts extends Pick<RelayContext, 'log' | 'db' | 'bot' | 'api'> {
  readonly settings: readonly NetworkSettings[];
  readonly bridges: readonly Bridge[];
  readonly chat: Pick<Client<typeof chatContract>, 'carryMessage' | 'changeCarried' | 'roomChanges'>;
  readonly metrics: Metrics;
  readonly makeNetwork: MakeNetwork;
}

export function relayContext(parts: RelayParts): RelayContext {
  const { settings, bot, log, metrics, db, makeNetwork } = parts;
  const stop = new AbortController();
  const count = (name: string, help: string) => metrics.counter(`croft_relay_${name}_total`, help);
  const lost = count('lines_lost', 'Lines that the bot did not take within a minute.');
  const unkept = count('lines_unkept', 'Lines for a bridge that the database did not take within a minute.');
  const bridges = new BridgeBook(parts.bridges);
  const networks = new Map<string, ChatNetwork>();
  const find = (room: string) => {
    const { kind, network = '', place = '' } = readRoom(room) ?? {};
    const found = kind === 'web' ? web : networks.get(network);
    return found?.kind === kind ? { network: found!, place } : undefined;
  };
  const courier = new Courier({
    ...{ db, bridges, log, signal: stop.signal, find },
    carried: count('carried', 'Lines told in another room.'),
    dropped: count(
      'carried_dropped',
      'Lines that could not be told in another room, or waited for too long.',
    ),
  });
  const circles = count('circles', 'Lines not carried since they came back, or came too often.');
  const crossing = new Crossing({ db, bridges, courier, circles });
  const toBot = new PassOn<Message | Amended>(
    (one, options) => ('sender' in one ? bot.hear(one, options) : bot.amend(one, options)),
    log,
    lost,
    stop.signal,
  );
  const toBridge = new PassOn<Crossed>(one => crossing.take(one), log, unkept, stop.signal);
  const hearing: Hearing = {
    async heard(network, happening) {
      if (isOurs(networks, network, happening)) return;
      const room = roomOf(network, happening.place);
      if (happening.kind === 'said' && network.kind !== 'web' && !happening.program)
        toBot.add(messageOf(room, happening));
      else if (happening.kind !== 'said' && network.kind !== 'web') toBot.add(amendedOf(room, happening));
      if (!bridges.has(room)) return;
      const crossed = { room, network: network.name, happening };
      // Who can give it again waits until it is stored.
      if (network.repeatable) await crossing.take(crossed);
      else toBridge.add(crossed);
    },
    reached(network) {
      const start = roomOf(network, '');
      courier
        .kickAll(room => room.startsWith(start))
        .catch(err => log.debug({ err }, 'nothing can be told now'));
    },
  };
  for (const one of settings) networks.set(one.name, makeNetwork(one, hearing));
  const web = new Web({ chat: parts.chat, hearing, log, cursor: room => storedCursor(db, `chat/${room}`) });
  const { api } = parts;
  const said = new Map(
    settings.map(({ kind }) => [kind, new SaidAnswers(storedCursor(db, `answers/${kind}`), log)]),
  );
  return { log, db, bot, api, networks, web, bridges, crossing, courier, said, stop };
}

/** Begins the id that a line has for the bot alone, where its network gives none. */
const NO_ID = 'line ';

const LIFE = randomUUID().slice(0, 8);
let messages = 0;

/** What the bot hears; a line without an id of its network's is given one. */
function messageOf(room: string, said: Said): Message {
  const { name, account, host, role, text, direct, id, action, emotes } = said;
  return {
    room,
    sender: {
      name: name.slice(0, 100),
      ...(account && { account: account.slice(0, 200) }),
      ...(host && { host: host.slice(0, 200) }),
      ...(role && { role }),
    },
    text: text.slice(0, 4000),
    direct,
    id: id?.slice(0, 200) ?? `${NO_ID}${LIFE}:${++messages}`,
    ...(action && { action }),
    ...(emotes && { emotes }),
  };
}

/** What the bot is told of a line that was edited or deleted. */
function amendedOf(room: string, happening: Exclude<Happening, { kind: 'said' }>): Amended {
  const gone = { room, id: happening.id.slice(0, 200) };
  if (happening.kind === 'deleted') return gone;
  const { text, account } = happening;
  return {
    ...gone,
    ...(text !== '' && { text: text.slice(0, 4000) }),
    ...(account && { account: account.slice(0, 200) }),
  };
}

/** Whether another connection of ours to the same network said it. */
function isOurs(
  networks: ReadonlyMap<string, ChatNetwork>,
  network: ChatNetwork,
  happening: Happening,
): boolean {
  if (happening.kind !== 'said' || !network.identity) return false;
  const { host } = network.identity;
  return [...networks.values()].some(
    ({ kind, identity }) =>
      kind === network.kind &&
      identity?.host === host &&
      identity.nick.toLowerCase() === happening.name.toLowerCase(),
  );
}

/** Says an answer of the bot in its room, and in the rooms that are joined to it; resolves when it is on its way to all of them. */
export async function deliver(ctx: RelayContext, room: string, given: Answer, id: string): Promise<void> {
  const { network: name = '', place = '', kind = '' } = readRoom(room) ?? {};
  const network = ctx.networks.get(name);
  const book = ctx.said.get(kind);
  if (network?.kind !== kind || !book?.open(id)) return;
  const { replyTo = NO_ID, ...plain } = given;
  const answer: Answer = replyTo.startsWith(NO_ID) ? plain : given;
  if (ctx.bridges.has(room)) {
    const text = answer.to ? `${answer.to}: ${answer.text}` : answer.text;
    const said = {
      ...{ place, direct: false, name: network.status.nick ?? 'croft', text },
      ...{ id: `answer ${id}`, program: true },
      ...(answer.replyTo !== undefined && { replyTo: answer.replyTo }),
    };
    await ctx.crossing.take({ room, network: name, happening: { kind: 'said', ...said } });
  }
  void network
    .answer(place, answer, id, () => book.close(id))
    .catch(err => ctx.log.warn({ err, room }, 'an answer could not be said'))
    .finally(() => !ctx.stop.signal.aborted && book.close(id));
}
