import type { ApiContext } from '../../context.ts';
import type { Token } from '../../contract.ts';
import { listTokenRows } from '../../store/people/tokens.ts';

export async function listTokens({ db }: ApiContext): Promise<{ tokens: Token[] }> {
  return { tokens: await listTokenRows(db) };
}
