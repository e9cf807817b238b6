import type { ApiContext } from '../../context.ts';
import { listTokens as list } from '../../store/people/tokens.ts';

export async function listTokens({ db }: ApiContext) {
  const tokens = await list(db);
  return {
    tokens: tokens.map(({ id, name, scopes, createdAt, usedAt }) => ({
      id,
      name,
      scopes,
      createdAt: createdAt.toISOString(),
      ...(usedAt === null ? {} : { usedAt: usedAt.toISOString() }),
    })),
  };
}
