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
    /^(-?\d{1,15})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const at = new Date(Number(time));
  if (id === undefined || Number.isNaN(at.getTime()))
    throw new AppError('invalid', 'This cursor is not one that a list gave. Begin again without it.');
  return { at, id };
}

export interface Cut<R> {
  rows: R[];
  /** The cursor of the next page, when there is one. */
  next?: string;
}

/** Cuts a list that was read one row longer than asked, and says where it goes on. */
export function cutPage<R>(rows: R[], limit: number, place: (row: R) => Place): Cut<R> {
  if (rows.length <= limit) return { rows };
  const page = rows.slice(0, limit);
  return { rows: page, next: writeCursor(place(page.at(-1)!)) };
}
