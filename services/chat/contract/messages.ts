import { z } from 'zod';
import { method, stream } from '../../../core/rpc/contract.ts';
import { ChatRole, From, LONGEST_MESSAGE, MessageNumber, RoomName, Time } from './common.ts';

export const Reaction = z.object({
  emoji: z.string(),
  /** Ids of who gave it. */
  people: z.array(z.number()),
});

/** What a link of a message leads to. */
export const Preview = z.object({
  url: z.string(),
  /** Empty for what is only a picture. */
  title: z.string(),
  about: z.string(),
  /** Name of its site. */
  site: z.string(),
  /** Path of its picture here. */
  image: z.string().optional(),
});
export type Preview = z.infer<typeof Preview>;

/** A message as everybody sees it. A deleted one keeps its place and has no words. */
export const ChatMessage = z.object({
  /** 1 for the first of the room; no number is left out. */
  number: z.number(),
  /** The change by which it became what it is; no two messages have the same. */
  change: z.number(),
  /** Nobody for the bot. */
  person: z.number().optional(),
  name: z.string(),
  role: ChatRole,
  /** Safe to show. */
  html: z.string(),
  /** It tells what its writer does, and goes on after their name: `/me waves`. */
  action: z.boolean().optional(),
  /** The message that it answers; without name and words when that is gone. */
  reply: z
    .object({
      number: z.number(),
      /** Who wrote it. */
      person: z.number().optional(),
      name: z.string().optional(),
      text: z.string().optional(),
    })
    .optional(),
  /** Ids of people who are named in it. */
  mentions: z.array(z.number()),
  reactions: z.array(Reaction),
  preview: Preview.optional(),
  createdAt: Time,
  editedAt: Time.optional(),
  deleted: z.boolean().optional(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const MessageText = z
  .string()
  .max(LONGEST_MESSAGE, `At most ${LONGEST_MESSAGE.toLocaleString('en')} letters.`)
  .refine(text => text.trim() !== '', 'Write something first.');

/** The writer's own id of a message: the same again is the same message. */
export const Nonce = z.string().min(1).max(100);

/** An emoji, or a few characters that make one. */
export const Emoji = z
  .string()
  .max(32)
  .regex(/^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f?)$/v, 'must be one emoji');

const InRoom = z.object({ room: RoomName });
/** Who asks; without it anybody. `members_only` (forbidden) when the room is not for them. */
const Reading = InRoom.extend({ from: From.optional() });
const One = InRoom.extend({ number: MessageNumber, from: From });

/** A message as it is exported. */
export const ExportedMessage = ChatMessage.extend({ markdown: z.string() });

export const messageMethods = {
  /** Newest page, or what came before or after a number; oldest first within the page. */
  listMessages: method({
    input: Reading.extend({
      before: MessageNumber.optional(),
      after: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      messages: z.array(ChatMessage),
      /** Whether there are older ones. */
      older: z.boolean(),
      /** The change up to which this is what the room is. */
      change: z.number(),
    }),
    idempotent: true,
  }),
  /** Newest first. */
  searchMessages: method({
    input: Reading.extend({
      query: z.string().trim().min(1).max(200),
      before: MessageNumber.optional(),
    }),
    output: z.object({ messages: z.array(ChatMessage) }),
    idempotent: true,
  }),
  /**
   * Says something, or tells what one does when it begins with `/me `; it is stored when this resolves. Reasons: `no_name` (unauthenticated) for who has not taken a name,
   * `members_only`, `muted`, `blocked`, `network_closed` (forbidden), `filtered` (invalid), `slow_mode` (rate_limited).
   */
  sayInRoom: method({
    input: InRoom.extend({
      from: From,
      markdown: MessageText,
      nonce: Nonce,
      replyTo: MessageNumber.optional(),
    }),
    output: ChatMessage,
    idempotent: true,
  }),
  /** For its writer, within a quarter of an hour. `too_late` (forbidden). */
  editMessage: method({
    input: One.extend({ markdown: MessageText }),
    output: ChatMessage,
    idempotent: true,
  }),
  /** For its writer within a day, and for moderators. */
  deleteMessage: method({ input: One, output: ChatMessage, idempotent: true }),
  /** As it was written, for its writer. */
  getSource: method({ input: One, output: z.object({ markdown: z.string() }), idempotent: true }),
  react: method({
    input: One.extend({ emoji: Emoji, on: z.boolean() }),
    output: ChatMessage,
    idempotent: true,
  }),
};

export const messageStreams = {
  /** Everything that was said in a room, oldest first. */
  exportRoom: stream({ input: InRoom, item: ExportedMessage }),
};
