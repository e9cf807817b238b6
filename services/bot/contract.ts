import { z } from 'zod';
import { describingMethods } from '../../core/http/described.ts';
import { defineContract, method, stream } from '../../core/rpc/contract.ts';
import { ActionList } from './contract/actions.ts';
import { commandMethods } from './contract/commands.ts';
import { logMethods, logStreams } from './contract/logs.ts';
import { moderationMethods } from './contract/moderation.ts';
import { privacyMethods } from './contract/privacy.ts';
import { queueMethods } from './contract/queues.ts';
import { RoomChange, RoomOptions } from './contract/room-options.ts';

export {
  Command,
  CommandChange,
  CommandNeeds,
  Counter,
  NewCommand,
  NewTimer,
  Timer,
  TimerChange,
} from './contract/commands.ts';
export { LogLine } from './contract/logs.ts';
export { Decision } from './contract/moderation.ts';
export { Privacy } from './contract/privacy.ts';
export { RoomQueue } from './contract/queues.ts';
export { Language, Prefix, RoomOptions, TimeZone } from './contract/room-options.ts';
export { NO_RULES, Rules, RulesChange, Step } from './contract/room-rules.ts';
export { senderOf } from './contract/senders.ts';

/** A room is one place where people talk: `web/NAME`, `irc/NETWORK/#channel`, `irc/NETWORK/NICK` (a private talk). */
export const RoomId = z.string().min(3).max(300);

export const Sender = z.object({
  /** The name shown in the room; anyone may take one. */
  name: z.string().min(1).max(100),
  /** An authenticated account, such as an IRC services account or a site account. */
  account: z.string().max(200).optional(),
  /** The network's own id of them, which nobody else can have: a person of the web rooms, a user of Twitch. */
  id: z.string().max(200).optional(),
  /** Where they are connected from, as IRC shows it: `user@host`. */
  host: z.string().max(200).optional(),
  /**
   * What they are in the room, as its network has it. On IRC that is the status of a nick, and no proof of an account; where
   * everybody has an account, a member is who has been made more than that.
   */
  role: z.enum(['owner', 'moderator', 'member', 'guest']).optional(),
  /** Since when they have their account. */
  since: z.iso.datetime().optional(),
});
export type Sender = z.infer<typeof Sender>;

export const Message = z.object({
  room: RoomId,
  sender: Sender,
  text: z.string().min(1).max(4000),
  /** The room is a private talk with the bot: everything is addressed to it. */
  direct: z.boolean().default(false),
  /** The network's own id of the line; the same id twice is answered once. */
  id: z.string().max(200).optional(),
  /** What was said before is now this: rules hold for it, and nothing in it is answered. */
  edited: z.boolean().optional(),
  /** It tells what somebody does, as `/me` does: rules hold for it, and nothing in it is answered. */
  action: z.boolean().optional(),
  /** How many emotes are in it, which its network shows in the place of words; emoji are not among them. */
  emotes: z.number().int().min(0).max(4000).optional(),
});
export type Message = z.infer<typeof Message>;

/** A message that was said before is now this; without a text it is gone. */
export const Amended = z.object({
  room: RoomId,
  /** The one that the message was heard with. */
  id: z.string().min(1).max(200),
  text: z.string().min(1).max(4000).optional(),
  /** Who did that, where the network lets anybody say that they did: it has to be who said it. */
  account: z.string().max(200).optional(),
});
export type Amended = z.infer<typeof Amended>;

export const Answer = z.object({
  text: z.string(),
  /** Safe to put in a page. */
  html: z.string(),
  /** Name of the person it answers, or the names of those. */
  to: z.string().optional(),
  /** The `id` of the message that it answers; none of several people's, whom it names. */
  replyTo: z.string().max(200).optional(),
});
export type Answer = z.infer<typeof Answer>;

/** A room in which the bot can be had to speak of its own accord. */
export const KnownRoom = z.object({
  id: RoomId,
  /** As people there call it: `#channel`. */
  name: z.string(),
  /** Where it is: the name of the network in the configuration. */
  network: z.string(),
});
export type KnownRoom = z.infer<typeof KnownRoom>;

export const botContract = defineContract('bot', {
  paths: ['/api/v1/bot'],
  methods: {
    ...describingMethods,
    ...commandMethods,
    ...queueMethods,
    ...moderationMethods,
    ...logMethods,
    ...privacyMethods,
    /** Hears a message and gives the answers at once; none when the bot was not meant. */
    ask: method({ input: Message, output: z.object({ answers: z.array(Answer) }), timeout: 15_000 }),
    /** Hears a message and has it safely stored; the answers to it, put together, arrive on the `answers` stream of whoever listens for its room. */
    hear: method({ input: Message, output: z.object({ accepted: z.boolean() }), timeout: 10_000 }),
    /** What was said was edited, where its network does not tell it as a message, or deleted: it stands so in the log. */
    amend: method({ input: Amended, output: z.object({}), timeout: 10_000, idempotent: true }),
    /**
     * Says something in a room that nobody asked for, and answers when somebody who shows the room has taken it. The same
     * id again is said once. Throws `unavailable` when nobody does.
     */
    say: method({
      input: z.object({ room: RoomId, text: z.string().min(1).max(4000), id: z.string().min(1).max(200) }),
      output: z.object({}),
      timeout: 10_000,
      idempotent: true,
    }),
    /** Network by network; none while nobody who shows rooms answers. */
    listRooms: method({
      input: z.object({}),
      output: z.object({ rooms: z.array(KnownRoom) }),
      idempotent: true,
    }),
    /** The rooms that have options of their own. */
    listRoomOptions: method({
      input: z.object({}),
      output: z.object({ rooms: z.array(RoomOptions) }),
      idempotent: true,
    }),
    /** Sets what is given of a room's options. Throws `invalid` for an action that is none or is always on. */
    setRoomOptions: method({ input: RoomChange, output: RoomOptions, idempotent: true }),
    listActions: method({
      input: z.object({}),
      output: ActionList,
      idempotent: true,
    }),
  },
  streams: {
    ...logStreams,
    /**
     * Answers for every room whose id begins with `prefix`, such as `irc/` for the relay. Begins with what reached nobody
     * yet; with `after`, with all that came after that item too. An item may come again after a fault, under the same id.
     */
    answers: stream({
      input: z.object({
        prefix: z.string().min(1),
        /** The `id` of the last item that the listener has had. */
        after: z.string().max(100).optional(),
      }),
      item: z.object({ id: z.string().optional(), room: RoomId, answer: Answer }),
    }),
  },
  errors: { queue_full: 'rate_limited' },
});
