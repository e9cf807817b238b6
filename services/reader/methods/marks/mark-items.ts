import { sql } from 'kysely';
import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { makeRead, makeUnread } from '../../store/mark-read.ts';
import { changeMarks, type MarkChanges } from '../../store/marks.ts';
import { lockReader } from '../../store/readers.ts';

export interface MarkItemsInput extends MarkChanges {
  readonly account: string;
  readonly ids: readonly string[];
  readonly read?: boolean | undefined;
}

/** Marks items for a person, all or none; `undo` makes unread what became read. */
export async function markItems(
  ctx: Pick<ReaderContext, 'db'>,
  { account, ids, read, ...marks }: MarkItemsInput,
): Promise<{ changed: number; undo?: string | undefined }> {
  const known = [...new Set(ids)].map(toId).filter(id => id !== undefined);
  return await ctx.db.transaction().execute(async tx => {
    const reader = await lockReader(tx, account);
    const changed = Object.values(marks).some(value => value !== undefined)
      ? await changeMarks(tx, reader.id, known, marks)
      : 0;
    if (read === undefined) return { changed };
    if (!read) return { changed: Math.max(changed, await makeUnread(tx, reader, known)) };
    const made = await makeRead(tx, reader, sql`u.item_id = any(${known}::bigint[])`);
    return { changed: Math.max(changed, made.changed), undo: made.undo };
  });
}
