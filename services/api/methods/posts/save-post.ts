import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { PostInput } from '../../contract.ts';
import { createPost } from '../../posts/create.ts';
import { previewSave } from '../../posts/preview.ts';
import { originOf, type Saved, saveFromSource } from '../../posts/save-from-source.ts';

export async function savePost(
  ctx: ApiContext,
  {
    source,
    said,
    formerPaths = [],
    dryRun,
    quiet,
    by,
    address,
    ...input
  }: PostInput & {
    source?: string | undefined;
    said?: string | undefined;
    formerPaths?: readonly string[] | undefined;
    dryRun?: boolean | undefined;
    quiet?: boolean | undefined;
    by?: string | undefined;
    address?: string | undefined;
  },
): Promise<Saved> {
  const origin = source === undefined ? undefined : originOf(source, input, formerPaths, said);
  if (dryRun) return previewSave(ctx, origin, input);
  const options = { by, address, quiet, formerPaths, notes: [] };
  if (origin !== undefined) return saveFromSource(ctx, origin, input, options);
  const post = await createPost(ctx, input, options);
  if (!post) throw new AppError('internal', 'The post could not be saved.');
  return { post, outcome: 'created', notes: options.notes };
}
