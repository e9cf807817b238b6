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

export interface Cut<R> {
  rows: R[];
  /** The cursor of the next page, when there is one. */
  next?: string;
}

/** Cuts a list that was read one row longer than asked, and says where it goes on. */
export function cutPage<R>(rows: R[], limit: number, place: (row: R) => Place): Cut<R> {
  return cutAt(rows, limit, row => writeCursor(place(row)));
}

/** The same for a list of any order: `cursor` writes the place after a row. */
export function cutAt<R>(rows: R[], limit: number, cursor: (row: R) => string): Cut<R> {
  if (rows.length <= limit) return { rows };
  const page = rows.slice(0, limit);
  return { rows: page, next: cursor(page.at(-1)!) };
}

/** Whoever made a cursor up is told so. */
export function notACursor(): AppError {
  return new AppError('invalid', 'This cursor is not one that a list gave. Begin again without it.');
}
