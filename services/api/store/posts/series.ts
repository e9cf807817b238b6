import type { Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import type { Tag } from './post-row.ts';

/** Makes sure that a series is there; a new spelling of its name wins. */
export async function writeSeries(trx: Transaction<Schema>, series: Tag): Promise<void> {
  await trx
    .insertInto('series')
    .values(series)
    .onConflict(conflict =>
      conflict.column('slug').doUpdateSet({ name: series.name }).where('series.name', '!=', series.name),
    )
    .execute();
}
