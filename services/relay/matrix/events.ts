import { z } from 'zod';
import type { Happening, Said } from '../chat-network.ts';
import { NO_LEVELS, PowerLevels } from './levels.ts';

const Relation = z.object({
  rel_type: z.string().optional(),
  event_id: z.string().optional(),
  'm.in_reply_to': z.object({ event_id: z.string() }).optional(),
});

const Content = z
  .object({
    msgtype: z.string().optional(),
    body: z.string().optional(),
    filename: z.string().optional(),
    url: z.string().optional(),
    displayname: z.string().nullish(),
    membership: z.string().optional(),
    alias: z.string().optional(),
    redacts: z.string().optional(),
    users: PowerLevels.shape.users.catch({}),
    users_default: PowerLevels.shape.users_default.catch(0),
    'm.relates_to': Relation.optional().catch(undefined),
    'm.new_content': z.object({ body: z.string().optional() }).optional().catch(undefined),
  })
  .catch(NO_LEVELS);

/** An event of a room (https://spec.matrix.org/v1.11/client-server-api/#room-event-format). */
export const RoomEvent = z.object({
  type: z.string(),
  event_id: z.string().optional(),
  sender: z.string(),
  state_key: z.string().optional(),
  redacts: z.string().optional(),
  origin_server_ts: z.number().optional(),
  content: Content,
});
export type RoomEvent = z.infer<typeof RoomEvent>;

const Events = z.object({ events: z.array(z.unknown()).default([]) }).optional();

export const SyncAnswer = z.object({
  next_batch: z.string(),
  rooms: z
    .object({
      join: z
        .record(
          z.string(),
          z.object({
            state: Events,
            timeline: z
              .object({
                events: z.array(z.unknown()).default([]),
                limited: z.boolean().optional(),
                prev_batch: z.string().optional(),
              })
              .optional(),
          }),
        )
        .optional(),
      invite: z.record(z.string(), z.object({ invite_state: Events })).optional(),
      leave: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;

/** Events that can be read; what is malformed is left out. */
export function readEvents(events: readonly unknown[]): RoomEvent[] {
  return events.flatMap(event => {
    const read = RoomEvent.safeParse(event);
    return read.success ? [read.data] : [];
  });
}

export interface EventWorld {
  readonly me: string;
  nameOf(user: string): string;
  roleIn(place: string, user: string): Said['role'];
  /** The address at which everybody can see what an `mxc:` address names; undefined when it names nothing. */
  mediaUrl(mxc: string): string | undefined;
}

const FILES = new Set(['m.image', 'm.file', 'm.audio', 'm.video']);

/** What an event of a room tells; undefined for what is no talk, and for our own. */
export function happeningOf(place: string, event: RoomEvent, world: EventWorld): Happening | undefined {
  const { type, event_id: id, sender, content } = event;
  if (id === undefined || sender === world.me) return undefined;
  if (type === 'm.room.redaction') {
    const gone = event.redacts ?? content.redacts;
    return gone === undefined ? undefined : { kind: 'deleted', place, id: gone };
  }
  if (type !== 'm.room.message') return undefined;
  const relation = content['m.relates_to'];
  if (relation?.rel_type === 'm.replace') {
    const body = content['m.new_content']?.body;
    if (relation.event_id === undefined || body === undefined) return undefined;
    return { kind: 'edited', place, id: relation.event_id, text: body, key: id, account: sender };
  }
  const text = textOf(content, relation?.['m.in_reply_to'] !== undefined, world);
  if (text === undefined) return undefined;
  const replyTo = relation?.['m.in_reply_to']?.event_id;
  const role = world.roleIn(place, sender);
  return {
    kind: 'said',
    ...{ place, direct: false, name: world.nameOf(sender), account: sender, id, text },
    ...(content.msgtype === 'm.emote' && { action: true }),
    ...(content.msgtype === 'm.notice' && { program: true }),
    ...(replyTo !== undefined && { replyTo }),
    ...(role && { role }),
  };
}

function textOf(content: RoomEvent['content'], isReply: boolean, world: EventWorld): string | undefined {
  const { msgtype = '', body = '', url, filename } = content;
  if (FILES.has(msgtype)) {
    const address = url === undefined ? undefined : world.mediaUrl(url);
    const name = filename ?? body;
    const caption = filename !== undefined && body !== filename ? `${body} ` : '';
    return `${caption}${name}${address === undefined ? ' (a file that cannot be shown here)' : `: ${address}`}`.trim();
  }
  const words = isReply ? withoutFallback(body) : body;
  return words.trim() === '' ? undefined : words;
}

/** Older programs repeat what they answer, as lines with `> ` (https://spec.matrix.org/v1.11/client-server-api/#fallbacks-for-rich-replies). */
function withoutFallback(body: string): string {
  const lines = body.split('\n');
  if (!lines[0]?.startsWith('> ')) return body;
  const end = lines.findIndex(line => !line.startsWith('>'));
  return end === -1 ? body : lines.slice(end).join('\n').trimStart();
}
