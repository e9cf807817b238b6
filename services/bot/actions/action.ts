import type { Kysely } from 'kysely';
import type { CallContext, Client } from '../../../core/rpc/contract.ts';
import type { Translator } from '../../../core/translate/index.ts';
import type { apiContract } from '../../api/contract.ts';
import type { chatContract } from '../../chat/contract.ts';
import type { readerContract } from '../../reader/contract.ts';
import type { NetworkStatus } from '../../relay/contract.ts';
import type { Books } from '../books.ts';
import type { Message } from '../contract.ts';
import type { Once } from '../effects.ts';
import type { Logs } from '../logs/logs.ts';
import type { Phrase } from '../parse/phrase.ts';
import type { Needs } from '../people/authority.ts';
import type { Web } from '../providers/ask-provider.ts';
import type { Sources } from '../providers/options.ts';
import type { StreamSource } from '../providers/stream.ts';
import type { WeatherProvider } from '../providers/weather.ts';
import type { Reminders } from '../reminders.ts';
import type { Reply } from '../reply.ts';
import type { RoomOptionsBook } from '../rooms/room-options.ts';
import type { Moderating } from '../rules/moderating.ts';
import type { Moderation } from '../rules/moderation.ts';
import type { Schema } from '../schema.ts';
import type { Quotes } from '../store/quotes.ts';
import type { Currencies } from '../units/currencies.ts';

/** One thing the bot can do. It describes itself, so that `help` and the pages never tell anything else. */
export interface Action<A = unknown> {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One sentence. */
  readonly about: string;
  /** How it is written, without the prefix: `roll [DICE]`. */
  readonly usage: string;
  readonly examples: readonly string[];
  /** Its arguments are free text, which may hold "and" or ";" without beginning another command. */
  readonly freeText?: boolean;
  /** Whoever asks, the answer is the same for some seconds, and nothing is changed by it: one is enough for many. */
  readonly forAll?: boolean;
  /** It is taken when it is said exactly, and never for what somebody probably meant. */
  readonly exact?: boolean;
  /** What people say instead of the command; the slot becomes the arguments. */
  readonly phrases: readonly Phrase[];
  /** Seconds that it rests in a room after a use, for all but moderators and those who talk to the bot alone. */
  readonly cooldown?: number;
  /** It sees to that itself, and says nothing meanwhile. */
  readonly restsItself?: boolean;
  /** What somebody has to be to have it done, whatever they ask for. */
  readonly role?: Needs;
  /** What somebody has to be to have this done, which a name alone is not; nothing unless given. */
  needs?(args: A): Needs | undefined;
  /** What it would do, as a sentence, when it is not done before they confirm it. */
  confirms?(args: A): string | undefined;
  /** Reads the arguments. Throws `invalid` with a sentence that says what is wrong with them. */
  parse(text: string): A;
  run(args: A, ctx: ActionContext): Promise<Reply> | Reply;
}

/** What an action may use. */
export interface ActionContext {
  readonly name: string;
  readonly prefix: string;
  /** Of the room (IANA). */
  readonly timeZone: string;
  /** Of the room, as a tag (BCP 47): for dates, numbers and translations. */
  readonly language: string;
  /** Rates of exchange, where the owner has set any. */
  readonly currencies: Currencies | undefined;
  /** Public origin of the site. */
  readonly origin: string;
  readonly api: Pick<Client<typeof apiContract>, 'listPosts' | 'searchPosts'>;
  readonly reader: Pick<Client<typeof readerContract>, 'listItems' | 'searchItems'>;
  /** Asks other sites. */
  readonly web: Web;
  /** Which ones, for what the bot does not know itself. */
  readonly sources: Sources;
  readonly weather: WeatherProvider;
  readonly stream: StreamSource;
  /** Searches what is said in web rooms, which everybody may read. */
  readonly chat: Pick<Client<typeof chatContract>, 'listRooms' | 'searchMessages'>;
  /** This program. */
  readonly running: { readonly version: string; readonly since: Date };
  /** How the networks do; none while nobody can tell. */
  networks(call: CallContext): Promise<readonly Pick<NetworkStatus, 'name' | 'state'>[]>;
  readonly translator: Pick<Translator, 'translate' | 'detect'>;
  readonly reminders: Reminders;
  readonly quotes: Quotes;
  /** To read from; what changes something goes through `once`. */
  readonly db: Kysely<Schema>;
  readonly books: Books;
  /** What it does in this room. */
  readonly actions: readonly Action[];
  readonly allActions: readonly Action[];
  /** How it is set in each room. */
  readonly settings: RoomOptionsBook;
  /** Who watches over rooms. */
  readonly moderation: Moderation;
  readonly moderating: Moderating;
  readonly logs: Logs;
  /** Where and by whom it was asked for. */
  readonly message: Pick<Message, 'room' | 'sender'> & { readonly direct?: boolean };
  /** Passed on to every call. */
  readonly call: CallContext;
  /** What changes something goes through this, so that a message that is run again changes nothing twice. */
  readonly once: Once;
  /** Does what was confirmed: the action of this name, with these arguments. */
  goOn(action: string, text: string): Promise<Reply>;
  /** Whether what is said later in a room reaches somebody, as far as is known now. */
  isHeard(room: string): boolean;
  now(): Date;
  /** A whole number from 1 to `sides`, each as likely. */
  random(sides: number): number;
}

/** Keeps the type of an action's arguments together; the registry needs only the outside. */
export function defineAction<A>(action: Action<A>): Action {
  return action as Action;
}
