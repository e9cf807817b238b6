import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { PostInput } from '../../contract.ts';
import { type CopyKey, findCopy, writeCopy } from '../../store/writing/working-copies.ts';

/** `foreign_key_violation`: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const GONE = '23503';

export async function saveWorkingCopy(
  { db }: Pick<ApiContext, 'db'>,
  copy: CopyKey & { baseVersion: number; version: number; content: Partial<PostInput> },
): Promise<{ version: number; updatedAt: string }> {
  const written = await writeCopy(db, copy, copy).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === GONE)
      throw new AppError('not_found', 'The post was deleted since you opened it.');
    throw error;
  });
  if (written) return written;
  const now = await findCopy(db, copy);
  throw new AppError(
    'conflict',
    'You write this post in another window too, which has saved since. Go on in one of them.',
    { reason: 'changed_since', details: { copy: now?.version ?? 0 } },
  );
}
