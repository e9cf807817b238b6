import { AppError, toAppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { BulkAction, PostInput, Visibility } from '../../contract.ts';
import { requirePost } from '../../posts/require-post.ts';
import { composeTags } from '../../posts/tags.ts';
import type { PostRow } from '../../store/posts/post-row.ts';
import { deletePost } from './delete-post.ts';
import { updatePost } from './update-post.ts';

interface Asked {
  ids: readonly string[];
  action: BulkAction;
  tag?: string | undefined;
  visibility?: Visibility | undefined;
  by?: string | undefined;
  address?: string | undefined;
}

interface Result {
  id: string;
  outcome: 'changed' | 'unchanged' | 'failed';
  problem?: string;
}

/** One after the other, each a change of its own: what fails leaves the others done. */
export async function bulkPosts(ctx: ApiContext, asked: Asked): Promise<{ results: Result[] }> {
  const changesOf = changes(asked);
  const results: Result[] = [];
  for (const id of new Set(asked.ids)) {
    try {
      results.push({ id, outcome: await one(ctx, id, asked, changesOf) });
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'internal') ctx.log.error({ err: error, post: id }, 'A bulk change of a post failed.');
      results.push({ id, outcome: 'failed', problem: message });
    }
  }
  return { results };
}

type Changes = (post: PostRow) => Partial<PostInput>;

async function one(ctx: ApiContext, id: string, { action, by, address }: Asked, changesOf: Changes) {
  if (action === 'delete') {
    await deletePost(ctx, { id, actor: { account: by, address } });
    return 'changed';
  }
  const post = await requirePost(ctx.db, id);
  // A set of tags is made from the one that was read, so it must still be that one.
  const version = action === 'addTag' || action === 'removeTag' ? post.version : undefined;
  const { outcome } = await updatePost(ctx, { id, version, changes: changesOf(post), by, address });
  return outcome === 'updated' ? 'changed' : 'unchanged';
}

/** What an action changes of a post. Throws `invalid` for one that lacks what it needs. */
function changes({ action, tag, visibility }: Asked): Changes {
  if (action === 'publish') return post => ({ status: 'published', ...dueNow(post) });
  if (action === 'draft') return () => ({ status: 'draft' });
  if (action === 'visibility') {
    if (visibility === undefined) throw lacks(action, 'visibility');
    return () => ({ visibility });
  }
  if (action === 'delete') return () => ({});
  if (tag === undefined) throw lacks(action, 'tag');
  const [{ slug, name }] = composeTags([tag]) as [{ slug: string; name: string }];
  return ({ tags }) => {
    const others = tags.filter(one => one.slug !== slug).map(one => one.name);
    const has = others.length < tags.length;
    if (action === 'removeTag') return has ? { tags: others } : {};
    return has ? {} : { tags: [...others, name] };
  };
}

/** Who publishes what is scheduled means now. */
function dueNow({ status }: PostRow): Partial<PostInput> {
  return status === 'scheduled' ? { publishedAt: new Date().toISOString() } : {};
}

function lacks(action: BulkAction, field: string): AppError {
  return new AppError('invalid', `The action "${action}" needs "${field}".`, { details: { field } });
}
