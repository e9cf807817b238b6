import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract, Post } from '../../contract.ts';
import { persist } from '../run.ts';

/**
 * Puts addresses in place of those of the old site in a post that came in earlier, in its text as it is by now: what could not
 * be fetched then, and links to what came in later. A post that is being edited meanwhile is left for the next run. Gives
 * it as it is then; undefined when nothing had to be changed.
 */
export async function mendAddresses(
  api: Pick<Client<typeof apiContract>, 'updatePost'>,
  post: Post,
  found: ReadonlyMap<string, string>,
  quiet: boolean,
): Promise<Post | undefined> {
  let { markdown } = post;
  for (const [old, here] of found) markdown = replaceAddress(markdown, old, here);
  if (markdown === post.markdown) return undefined;
  const changed = await persist(() =>
    api.updatePost({ id: post.id, version: post.version, changes: { markdown }, quiet }),
  );
  return changed.post;
}

/** Leaves alone a longer address that begins with this one. */
function replaceAddress(markdown: string, old: string, here: string): string {
  return markdown
    .split(old)
    .reduce((text, rest) => text + (/^(?:[\w\-/?&=%#]|\.\w)/.test(rest) ? old : here) + rest);
}
