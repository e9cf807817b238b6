import type { ApiContext } from '../../context.ts';
import { removeFiles } from '../../moving/files.ts';
import { findImport, removeImport } from '../../store/moving/imports.ts';

export async function dropImport(
  ctx: Pick<ApiContext, 'db' | 'imports'>,
  { id }: { id: string },
): Promise<Record<string, never>> {
  await removeImport(ctx.db, id);
  if (!(await findImport(ctx.db, id))) await removeFiles(ctx, id);
  return {};
}
