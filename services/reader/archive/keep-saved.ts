import type { Kysely } from 'kysely';
import { pageToSave } from '../articles/page-to-save.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { changeMarks } from '../store/marks.ts';
import { lockReader } from '../store/readers.ts';
import { addSavedPage } from '../store/saved-pages.ts';
import type { ArchivedItem } from './read-archive.ts';

/** Saves pages that a person had saved elsewhere, all or none, whose texts are fetched anew. Running it again changes nothing. */
export async function keepSaved(
  db: Kysely<Schema>,
  account: string,
  archived: readonly ArchivedItem[],
): Promise<('added' | 'known')[]> {
  return await inTransaction(db, async tx => {
    const reader = await lockReader(tx, account);
    const outcomes: ('added' | 'known')[] = [];
    for (const { item, tags, starred } of archived) {
      const { id, created } = await addSavedPage(
        tx,
        account,
        pageToSave(item.url!, { title: item.title, tags }),
      );
      if (starred) await changeMarks(tx, reader.id, [id], { starred });
      outcomes.push(created ? 'added' : 'known');
    }
    return outcomes;
  });
}
