import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type ChatMessage, ChatRole, type Preview } from '../contract.ts';
import type { Schema } from '../schema.ts';
import { EXCERPT, replyOf } from './add-message.ts';

interface Row {
  number: number;
  changed: number;
  person_id: number | null;
  name: string;
  role: string;
  html: string;
  markdown: string;
  action: boolean;
  reply_to: number | null;
  reply_person: number | null;
  reply_name: string | null;
  reply_text: string | null;
  mentions: number[];
  reactions: { emoji: string; people: number[] }[] | null;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  link: string | null;
  found: true | null;
  title: string;
  about: string;
  site: string;
  image: string | null;
}

/** Messages of a room, in the order and number that `rest` says. */
export async function readMessages(
  db: Kysely<Schema>,
  roomId: number,
  rest: RawBuilder<unknown>,
): Promise<(ChatMessage & { markdown: string })[]> {
  const { rows } = await sql<Row>`
    select m.number, m.changed, m.person_id, m.name, m.role, m.html, m.markdown, m.action, m.reply_to, m.created_at, m.edited_at,
      m.deleted_at, to_jsonb(m.mentions) as mentions, a.person_id as reply_person, a.name as reply_name, left(a.text, ${EXCERPT}) as reply_text, e.reactions,
      m.link, p.found, p.title, p.about, p.site, p.image
    from messages m
    left join messages a on a.room_id = m.room_id and a.number = m.reply_to and a.deleted_at is null
    left join previews p on p.url = m.link and p.found
    left join lateral (
      select jsonb_agg(jsonb_build_object('emoji', emoji, 'people', people) order by first) as reactions
      from (select emoji, min(at) as first, jsonb_agg(person_id order by at) as people
        from reactions x where x.room_id = m.room_id and x.number = m.number group by emoji) each
    ) e on true
    where m.room_id = ${roomId} ${rest}`.execute(db);
  return rows.map(toMessage);
}

/** One message; undefined when there is none of the number. */
export async function readMessage(db: Kysely<Schema>, roomId: number, number: number) {
  return (await readMessages(db, roomId, sql`and m.number = ${number}`))[0];
}

/** What became of a room after a change: each message once, as it is now, in the order of its change. */
export function messagesAfter(db: Kysely<Schema>, roomId: number, change: number, limit: number) {
  return readMessages(db, roomId, sql`and m.changed > ${change} order by m.changed limit ${limit}`);
}

/** For everybody: without what it was written as. */
export function shown({ markdown: _markdown, ...message }: ChatMessage & { markdown: string }): ChatMessage {
  return message;
}

function toMessage(row: Row): ChatMessage & { markdown: string } {
  return {
    number: row.number,
    change: row.changed,
    ...(row.person_id !== null && { person: row.person_id }),
    name: row.name,
    role: ChatRole.parse(row.role),
    html: row.html,
    markdown: row.markdown,
    ...(row.action && { action: true }),
    ...(row.reply_to !== null && {
      reply: replyOf(row.reply_to, { person: row.reply_person, name: row.reply_name, text: row.reply_text }),
    }),
    mentions: row.mentions,
    reactions: row.reactions ?? [],
    ...(row.found && row.link !== null && { preview: previewOf(row, row.link) }),
    createdAt: row.created_at.toISOString(),
    ...(row.edited_at && { editedAt: row.edited_at.toISOString() }),
    ...(row.deleted_at && { deleted: true }),
  };
}

function previewOf({ title, about, site, image }: Row, url: string): Preview {
  return { url, title, about, site, ...(image !== null && { image }) };
}
