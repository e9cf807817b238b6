import type { ApiContext } from '../../context.ts';
import { postPath, type RedirectStatus } from '../../contract.ts';
import { encodeTarget, readablePath } from '../../redirects/paths.ts';
import { findMoved } from '../../store/posts/moved.ts';
import { followRedirects } from '../../store/redirects/redirects.ts';

/** An address of a post or page, in any spelling. */
const POST = /^\/(?:posts\/)?([^/]{1,200})$/;

export async function resolvePath(
  { db }: Pick<ApiContext, 'db'>,
  { path }: { path: string },
): Promise<{ to?: string; status?: RedirectStatus }> {
  const asked = readablePath(path);
  if (asked === undefined || asked.includes('\0')) return {};
  const chain = await followRedirects(db, asked);
  const last = chain.at(-1);
  const slug = POST.exec(asked)?.[1]?.toLowerCase();
  // A post that has come back, or stands at the address by now, goes before the memory of one that was deleted.
  const post =
    (last === undefined || last.automatic) && slug !== undefined ? await findMoved(db, slug) : undefined;
  if (post) {
    const to = postPath(post);
    return to === path ? {} : { to, status: 301 };
  }
  if (!last) return {};
  if (last.target === null) return { status: 410 };
  const forNow = chain.some(one => one.status === 302);
  return { to: encodeTarget(last.target), status: forNow ? 302 : 301 };
}
