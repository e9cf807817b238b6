import type { Kysely } from 'kysely';
import type { Values } from '../../core/config/options.ts';
import type { Log } from '../../core/log.ts';
import type { Counter, Metrics } from '../../core/metrics.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { Translator } from '../../core/translate/index.ts';
import type { apiContract } from '../api/contract.ts';
import type { chatContract } from '../chat/contract.ts';
import type { relayContract } from '../relay/contract.ts';
import { ActionQueue } from './action-queue.ts';
import type { Action, ActionContext } from './actions/action.ts';
import { Books } from './books.ts';
import type { botOptions } from './config.ts';
import { Destinations } from './destinations.ts';
import type { Guesser } from './guess/guesser.ts';
import { Inbox } from './inbox.ts';
import { Interpreter } from './language/interpreter.ts';
import { LogBook } from './logs/log-book.ts';
import { listNetworks } from './methods/list-networks.ts';
import { setRoomRules } from './methods/moderation.ts';
import { Overheard } from './overheard/overheard.ts';
import { Pace } from './pace.ts';
import { isModerator } from './people/authority.ts';
import { forgetCarried } from './people/carried.ts';
import { certainPersons, roomsOfNetwork } from './people/person.ts';
import { openMeteo } from './providers/weather.ts';
import { OpenQuestions } from './questions.ts';
import { type Reply, say } from './reply.ts';
import { Rests } from './rests.ts';
import { Leadership } from './rooms/leadership.ts';
import { RoomOptionsBook } from './rooms/room-options.ts';
import { Rooms } from './rooms/rooms.ts';
import { changeLogging } from './rooms/set-options.ts';
import { Moderation, type ModerationParts } from './rules/moderation.ts';
import type { RoomNetworks } from './rules/room-networks.ts';
import { takeBack } from './rules/take-back.ts';
import type { Schema } from './schema.ts';
import { latestDecision } from './store/decisions.ts';
import { eraseLines, findLines } from './store/log.ts';
import { forgetCertain } from './store/people.ts';
import { storedQuotes } from './store/quotes.ts';

/** What the bot's methods, routes and sockets share. */
export interface BotContext {
  readonly config: Values<typeof botOptions>;
  readonly db: Kysely<Schema>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Public origin of the site. */
  readonly origin: string;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Shows the rooms of chat networks. */
  readonly relay: Pick<Client<typeof relayContract>, 'listNetworks' | 'listBridges' | 'forget'>;
  readonly actions: readonly Action[];
  /** What every action is given, beside the message and the call it runs for. */
  readonly forActions: Omit<ActionContext, 'call' | 'message' | 'once' | 'goOn' | 'language' | 'timeZone'>;
  readonly settings: RoomOptionsBook;
  readonly books: Books;
  readonly moderation: Moderation;
  readonly logBook: LogBook;
  /** Who does to people and messages of a room what is decided. */
  readonly networks: RoomNetworks;
  /** Tells which web rooms there are. */
  readonly chat: Pick<Client<typeof chatContract>, 'listRooms' | 'searchMessages'>;
  readonly translator: Translator;
  readonly interpreter: Interpreter;
  /** Asked what a sentence may mean that the grammar does not read; none unless the owner has set one up. */
  readonly guesser?: Guesser | undefined;
  /** Knows whose a token or session is. */
  readonly accounts: Pick<Client<typeof apiContract>, 'authenticate' | 'getSession'>;
  readonly rooms: Rooms<Reply[]>;
  readonly questions: OpenQuestions;
  readonly pace: Pace;
  readonly rests: Rests;
  readonly queue: ActionQueue;
  readonly destinations: Destinations;
  readonly leadership: Leadership;
  readonly overheard: Overheard;
  readonly inbox: Inbox;
  readonly counters: Readonly<Record<'heard' | 'meant' | 'refused' | 'lost', Counter>>;
}

/** Builds the context from the service's own; `actions` is everything the bot can do. */
export function botContext(
  parts: Pick<
    BotContext,
    | 'config'
    | 'db'
    | 'log'
    | 'metrics'
    | 'origin'
    | 'signal'
    | 'relay'
    | 'accounts'
    | 'actions'
    | 'networks'
    | 'translator'
    | 'guesser'
  > &
    Pick<
      ActionContext,
      'api' | 'reader' | 'chat' | 'reminders' | 'web' | 'stream' | 'running' | 'now' | 'random'
    > &
    Pick<ModerationParts, 'endLater'>,
): BotContext {
  const { api, reader, chat, reminders, web, stream, running, now, random, endLater, ...shared } = parts;
  const { config, metrics, origin, actions } = shared;
  const destinations = new Destinations(shared.db);
  const books = new Books(shared.db, shared.log, actions);
  const settings = new RoomOptionsBook(shared.db, { ...config, actions }, books);
  const sayIn = (room: string, text: string) => destinations.send(room, { text, html: say(text).html.text });
  const { db, networks, log, translator } = shared;
  const moderation = new Moderation({
    ...{ db, networks, log, metrics, now, endLater, say: sayIn },
    isModerator: said => isModerator(settings.of(said.room), said),
  });
  const isHeard = (room: string) => destinations.isHeard(room);
  const ctx: Omit<BotContext, 'inbox' | 'overheard'> = {
    ...shared,
    forActions: {
      ...config,
      logs: {
        set: (room, change) => changeLogging({ ...shared, settings, destinations }, { room, ...change }),
        find: asked => findLines(shared.db, asked),
        erase: eraseLines,
        async forget(trx, said) {
          const persons = certainPersons(said);
          for (const person of persons) moderation.book.forget(person);
          books.spoken.forget(persons);
          return forgetCertain(trx, { room: said.room, persons, name: said.sender.name });
        },
        forgetCarried: said =>
          forgetCarried(shared, {
            persons: certainPersons(said),
            names: [],
            rooms: roomsOfNetwork(said.room),
          }),
      },
      moderating: {
        latest: latestDecision,
        takeBack: (id, by) => takeBack({ ...shared, moderation }, { id, by }),
        setRules: async (room, rules) =>
          (await setRoomRules({ ...shared, moderation }, { room, rules })).rules,
      },
      origin,
      actions,
      allActions: actions,
      settings,
      books,
      db: shared.db,
      web,
      stream,
      running,
      weather: openMeteo(web, config.sources),
      networks: call => listNetworks(shared, call),
      moderation,
      api,
      reader,
      chat,
      reminders,
      translator,
      quotes: storedQuotes(shared.db, random),
      isHeard,
      now,
      random,
    },
    settings,
    books,
    moderation,
    chat,
    logBook: new LogBook(db, settings, log),
    interpreter: new Interpreter({ settings, translator, log, say: sayIn }),
    rooms: new Rooms(),
    questions: new OpenQuestions(),
    pace: new Pace(),
    rests: new Rests(),
    queue: new ActionQueue(),
    destinations,
    leadership: new Leadership(shared.db),
    counters: {
      heard: metrics.counter('croft_bot_messages_total', 'Messages heard.', { meant: 'any' }),
      meant: metrics.counter('croft_bot_messages_total', 'Messages heard.', { meant: 'bot' }),
      refused: metrics.counter('croft_bot_refused_total', 'Messages left out since too much was asked.'),
      lost: metrics.counter('croft_bot_answers_lost_total', 'Answers that no destination took within a day.'),
    },
  };
  metrics.gauge('croft_bot_rooms', 'Rooms in memory.', () => ctx.rooms.size);
  metrics.gauge('croft_bot_queue_waiting', 'Messages that wait for their turn.', () => ctx.queue.waiting);
  return { ...ctx, inbox: new Inbox(ctx), overheard: new Overheard(ctx) };
}
