import type { Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import { addEvents } from '../outbox.ts';

/** The status of a response before a change, none when it is new, and by it. */
export interface Turn {
  id: string;
  was?: string | undefined;
  becomes: string;
}

/** Notes in the transaction of a change which responses a visitor sees by it, and which no more. */
export async function tellShown(trx: Transaction<Schema>, turns: readonly Turn[]): Promise<void> {
  const turned = turns.filter(({ was, becomes }) => (was === 'approved') !== (becomes === 'approved'));
  if (turned.length === 0) return;
  const ids = turned.map(turn => turn.id);
  const rows = await trx.selectFrom('response').select(['id', 'post_id']).where('id', 'in', ids).execute();
  const posts = new Map(rows.map(row => [row.id, row.post_id]));
  await addEvents(
    trx,
    turned.map(({ id, becomes }) => ({
      event: becomes === 'approved' ? 'comment.approved' : 'comment.removed',
      data: { response: id, post: posts.get(id)! },
    })),
  );
}
