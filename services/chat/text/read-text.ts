import { type Kysely, sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { renderComment } from '../../../core/markdown/comment.ts';
import { skeleton, wordsOf } from '../../../core/people/skeleton.ts';
import type { ChatContext } from '../context.ts';
import { firstLink } from '../previews/first-link.ts';
import type { Schema } from '../schema.ts';
import type { RoomRow } from '../store/rooms.ts';

export interface ReadText {
  readonly html: string;
  readonly text: string;
  /** Ids of people who are named. */
  readonly mentions: number[];
  /** To be shown with what it leads to. */
  readonly link: string | undefined;
}

/** People that one message may name. */
const MOST_NAMED = 10;

/** A message as it is shown, and whom it names. Throws `filtered` when a word of it is not taken in the room. */
export async function readText(
  { db, origin }: Pick<ChatContext, 'db' | 'origin'>,
  room: Pick<RoomRow, 'id' | 'filters' | 'previews'>,
  markdown: string,
): Promise<ReadText> {
  const { html, text } = await renderComment(markdown);
  if (html === '') throw new AppError('invalid', 'Write something first.');
  const words = room.filters.length > 0 ? wordsOf(text) : '';
  if (room.filters.some(filter => words.includes(wordsOf(filter))))
    throw new AppError('invalid', 'There is a word in it that is not taken in this room.', {
      reason: 'filtered',
    });
  const link = room.previews ? firstLink(html, origin) : undefined;
  return { html, text, mentions: await findNamed(db, room.id, text), link };
}

/** `@Ann` names the Ann who was last in the room; `@AnnLee` and `@ann-lee` are Ann Lee. */
async function findNamed(db: Kysely<Schema>, roomId: number, text: string): Promise<number[]> {
  const named = [...text.matchAll(/(?<![\p{L}\p{N}@/])@([\p{L}\p{N}\p{M}_.-]{1,60})/gu)].map(found =>
    skeleton(found[1]!),
  );
  if (named.length === 0) return [];
  const likes = [...new Set(named)].slice(0, MOST_NAMED);
  const { rows } = await sql<{ id: number }>`
    select distinct on (likeness) id from people p
    where likeness = any(${likes}::text[])
      and (account is not null or exists (select from messages m where m.person_id = p.id and m.room_id = ${roomId}))
    order by likeness, seen_at desc`.execute(db);
  return rows.map(({ id }) => id);
}
