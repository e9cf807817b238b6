import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { MentionStatus } from '../../contract.ts';
import { findMention } from '../../store/mentions/mentions.ts';
import { toStatus } from './list-mentions.ts';

export async function getMention({ db }: ApiContext, { id }: { id: string }): Promise<MentionStatus> {
  const row = await findMention(db, id);
  if (!row) throw new AppError('not_found', 'There is no such mention here.');
  return toStatus(row);
}
