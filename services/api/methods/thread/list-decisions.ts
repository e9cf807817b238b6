import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Decision } from '../../contract.ts';
import { listLatest } from '../../store/thread/decisions.ts';

export async function listDecisions(
  { db }: ApiContext,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ decisions: Decision[]; next?: string }> {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
    throw new AppError('invalid', 'This cursor is not one that a list gave. Begin again without it.');
  const rows = await listLatest(db, {
    limit: limit + 1,
    before: cursor === undefined ? undefined : Number(cursor),
  });
  const page = rows.slice(0, limit);
  return {
    decisions: page.map(({ id: _id, ...decision }) => decision),
    ...(rows.length > limit ? { next: String(page.at(-1)!.id) } : {}),
  };
}
