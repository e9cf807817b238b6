import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import type { Token } from '../../contract.ts';
import { listTokenRows } from '../../store/people/tokens.ts';

export async function listTokens(
  { db }: ApiContext,
  part: ShortPage = {},
): Promise<{ tokens: Token[]; next?: string }> {
  const { rows, ...next } = await listTokenRows(db, part);
  return { tokens: rows, ...next };
}
