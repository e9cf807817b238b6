import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { HubTopicTable, Schema } from '../../schema.ts';

export function findTopic(db: Kysely<Schema>, topic: string): Promise<Selectable<HubTopicTable> | undefined> {
  return db.selectFrom('hub_topic').selectAll().where('topic', '=', topic).executeTakeFirst();
}

/** Keeps what a topic is now; false when it was that already. */
export async function keepTopic(
  trx: Transaction<Schema>,
  row: { topic: string; hash: Buffer; type: string; body: Buffer },
): Promise<boolean> {
  const kept = await trx
    .insertInto('hub_topic')
    .values(row)
    .onConflict(conflict =>
      conflict
        .column('topic')
        .doUpdateSet({ hash: row.hash, type: row.type, body: row.body, changed_at: sql<Date>`now()` })
        .where('hub_topic.hash', '<>', row.hash),
    )
    .returning('topic')
    .executeTakeFirst();
  return kept !== undefined;
}
