import { AppError } from '../../../core/errors.ts';

/** The place of an item in a list: by time, then by id. */
export interface Place {
  readonly time: Date;
  readonly id: number;
}

export function toCursor({ time, id }: Place): string {
  return `${time.getTime()}-${id}`;
}

/** Throws `invalid` for what `toCursor` did not write. */
export function fromCursor(cursor: string): Place {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(cursor);
  if (!match)
    throw new AppError('invalid', 'The cursor is none that a list gave out. Begin again without it.');
  return { time: new Date(Number(match[1])), id: Number(match[2]) };
}
