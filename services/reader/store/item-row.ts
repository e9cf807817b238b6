import { AppError } from '../../../core/errors.ts';
import type { Item } from '../contract.ts';

export interface ItemRow {
  readonly id: number;
  readonly feed_id: number;
  readonly feed_title: string;
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly html: string;
  readonly summary: string;
  readonly published_at: Date;
  readonly updated_at: Date | null;
}

/** A row as the contract has it. */
export function toItem(row: ItemRow): Item {
  return {
    id: String(row.id),
    feedId: String(row.feed_id),
    feedTitle: row.feed_title,
    url: row.url ?? undefined,
    title: row.title,
    author: row.author ?? undefined,
    html: row.html,
    summary: row.summary,
    publishedAt: row.published_at.toISOString(),
    updatedAt: row.updated_at?.toISOString(),
  };
}

/** The place of an item in the list, newest first. */
export interface Place {
  readonly time: Date;
  readonly id: number;
}

export function toCursor(row: Pick<ItemRow, 'published_at' | 'id'>): string {
  return `${row.published_at.getTime()}-${row.id}`;
}

/** Throws `invalid` for what `toCursor` did not write. */
export function fromCursor(cursor: string): Place {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(cursor);
  if (!match)
    throw new AppError('invalid', 'The cursor is none that a list gave out. Begin again without it.');
  return { time: new Date(Number(match[1])), id: Number(match[2]) };
}
