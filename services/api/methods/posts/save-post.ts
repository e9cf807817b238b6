import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { PostInput } from '../../contract.ts';
import { createPost } from '../../posts/create.ts';
import { previewSave } from '../../posts/preview.ts';
import { type Saved, saveFromSource } from '../../posts/save-from-source.ts';

export async function savePost(
  ctx: ApiContext,
  {
    source,
    dryRun,
    quiet,
    by,
    address,
    ...input
  }: PostInput & {
    source?: string | undefined;
    dryRun?: boolean | undefined;
    quiet?: boolean | undefined;
    by?: string | undefined;
    address?: string | undefined;
  },
): Promise<Saved> {
  if (dryRun) return previewSave(ctx, source, input);
  if (source !== undefined) return saveFromSource(ctx, source, input, { by, address, quiet });
  const post = await createPost(ctx, input, { by, quiet });
  if (!post) throw new AppError('internal', 'The post could not be saved.');
  return { post, outcome: 'created' };
}
