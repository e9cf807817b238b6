import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { changing } from '../../store/revision.ts';
import { insertBlock } from '../../store/thread/blocks.ts';
import { decide } from '../../thread/decide.ts';

/** Addresses change hands; longer would hit somebody else. */
const DAYS = 30;

export async function blockSender(
  ctx: ApiContext,
  { id, ...actor }: Actor & { id: string; account: string },
): Promise<{ blocks: string[]; batch?: string }> {
  return changing(ctx, async trx => {
    const row = await trx
      .selectFrom('response')
      .select(['author_name', 'address_hash', 'commenter_id', 'source_url'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw new AppError('not_found', 'There is no such comment or mention.');
    const note = `Sender of a response by ${row.author_name}`.slice(0, 200);
    const host = row.source_url === null ? undefined : URL.parse(row.source_url)?.hostname;
    const added = [
      ...(row.address_hash
        ? [
            await insertBlock(trx, {
              kind: 'sender',
              value: row.address_hash.toString('hex'),
              note,
              actor,
              days: DAYS,
            }),
          ]
        : []),
      ...(row.commenter_id
        ? [await insertBlock(trx, { kind: 'commenter', value: row.commenter_id, note, actor })]
        : []),
      ...(host ? [await insertBlock(trx, { kind: 'domain', value: host, note, actor })] : []),
    ];
    const { visible, batch } = await decide(trx, [id], 'spam', actor);
    const blocks = added.map(block => block.id);
    return { result: { blocks, ...(batch === undefined ? {} : { batch }) }, visible };
  });
}
