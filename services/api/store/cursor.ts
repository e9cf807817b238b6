import { sql } from 'kysely';
import { AppError } from '../../../core/errors.ts';

/** The place after a row in a list ordered by time and id, newest first. */
export interface Place {
  at: Date;
  id: string;
}

export function writeCursor(place: Place): string {
  return Buffer.from(`${place.at.getTime()}.${place.id}`).toString('base64url');
}

/** Throws `invalid` for what `writeCursor` has not made. */
export function readCursor(cursor: string): Place {
  const [, time, id] =
    /^(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      Buffer.from(cursor, 'base64url').toString(),
    ) ?? [];
  const at = new Date(Number(time));
  if (id === undefined || Number.isNaN(at.getTime())) throw notACursor();
  return { at, id };
}

/** The place after a row in a list ordered by words and id. */
export interface WordPlace {
  words: string;
  id: string;
}

export function writeWordCursor({ words, id }: WordPlace): string {
  return Buffer.from(`${id}${words}`).toString('base64url');
}

/** Throws `invalid` for what `writeWordCursor` has not made. */
export function readWordCursor(cursor: string): WordPlace {
  const [, id, words = ''] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})([^\0]*)$/s.exec(
      Buffer.from(cursor, 'base64url').toString(),
    ) ?? [];
  if (id === undefined) throw notACursor();
  return { words, id };
}

/** A place in a list that has no order but its own, such as what was found: how many come before. */
export function writePlace(place: number): string {
  return Buffer.from(`place ${place}`).toString('base64url');
}

/** Throws `invalid` for what `writePlace` has not made. */
export function readPlace(cursor: string): number {
  const [, place] = /^place (\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (place === undefined) throw notACursor();
  return Number(place);
}

export interface Cut<R> {
  rows: R[];
  /** The cursor of the next page, when there is one. */
  next?: string;
}

/** Cuts a list that was read one row longer than asked, and says where it goes on. */
export function cutPage<R>(rows: R[], limit: number | undefined, place: (row: R) => Place): Cut<R> {
  return cutAt(rows, limit, row => writeCursor(place(row)));
}

/** The same for a list of any order: `cursor` writes the place after a row. */
export function cutAt<R>(rows: R[], limit: number | undefined, cursor: (row: R) => string): Cut<R> {
  if (limit === undefined || rows.length <= limit) return { rows };
  const page = rows.slice(0, limit);
  return { rows: page, next: cursor(page.at(-1)!) };
}

/** The part of an order by time and id that comes after a cursor; of all of it without one. */
export function after(cursor: string | undefined, time: string, way: 'newest' | 'oldest' = 'newest') {
  if (cursor === undefined) return sql<boolean>`true`;
  const { at, id } = readCursor(cursor);
  const beyond = way === 'newest' ? sql`<` : sql`>`;
  return sql<boolean>`(${sql.ref(time)}, id) ${beyond} (${at}, ${id}::uuid)`;
}

/** What a short list is asked by. */
export interface Part {
  /** All of it unless given. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** Whoever made a cursor up is told so. */
export function notACursor(): AppError {
  return new AppError('invalid', 'This cursor is not one that a list gave. Begin again without it.');
}
