import type { FastifyRequest } from 'fastify';
import type { PostLink } from '../api/contract.ts';
import type { WebContext } from './context.ts';

const SHOWN = 5;
const LONGEST_PATH = 2000;

/** Posts whose address is like the one that was asked for; none when the api is away. */
export async function postsLike(web: WebContext, request: FastifyRequest): Promise<readonly PostLink[]> {
  const path = request.url.split('?')[0]!;
  if (path.length > LONGEST_PATH) return [];
  try {
    return (await web.api.suggestPosts({ path, limit: SHOWN }, request.call)).posts;
  } catch {
    // The page says what it must without them, and whoever failed has logged why.
    return [];
  }
}
