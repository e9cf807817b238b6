import { mkdir, writeFile } from 'node:fs/promises';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor } from '../../contract.ts';
import { fromDisk, requireRoom } from '../../moving/disk-full.ts';
import { importFile, importFolder } from '../../moving/files.ts';
import { LARGEST } from '../../moving/limits.ts';
import { insertImport, isImporting } from '../../store/moving/imports.ts';

/** `conflict` while another runs. */
export function anotherRuns(): AppError {
  return new AppError('conflict', 'Another import is running: wait until it has ended, or stop it.', {
    reason: 'import_runs',
  });
}

export async function openImport(
  ctx: Pick<ApiContext, 'db' | 'imports'>,
  { name, bytes = 0, actor = {} }: { name: string; bytes?: number | undefined; actor?: Actor | undefined },
): Promise<{ id: string }> {
  if (bytes > LARGEST) throw tooLarge();
  if (await isImporting(ctx.db)) throw anotherRuns();
  try {
    await mkdir(ctx.imports, { recursive: true, mode: 0o700 });
    await requireRoom(ctx.imports, bytes);
    const { id } = await insertImport(ctx.db, { name, account: actor.account });
    await mkdir(importFolder(ctx, id), { mode: 0o700 });
    await writeFile(importFile(ctx, id), '', { mode: 0o600 });
    return { id };
  } catch (error) {
    throw fromDisk(error);
  }
}

export function tooLarge(): AppError {
  return new AppError(
    'invalid',
    `The file has more than ${LARGEST / 1_000_000_000} GB. Bring it in on the server itself with "croft import".`,
    { reason: 'too_large' },
  );
}
