import { open } from 'node:fs/promises';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { fromDisk } from '../../moving/disk-full.ts';
import { importFile } from '../../moving/files.ts';
import { LARGEST } from '../../moving/limits.ts';
import { noSuchImport } from '../../moving/to-import.ts';
import { findImport } from '../../store/moving/imports.ts';
import { dropImport } from './drop-import.ts';
import { tooLarge } from './open-import.ts';

export async function sendImport(
  ctx: Pick<ApiContext, 'db' | 'imports'>,
  { id, at, data }: { id: string; at: number; data: Uint8Array },
): Promise<Record<string, never>> {
  const row = await findImport(ctx.db, id);
  if (!row) throw noSuchImport();
  if (row.state !== 'uploading') throw new AppError('conflict', 'The file of this import is whole already.');
  if (at + data.length > LARGEST) throw tooLarge();
  try {
    const handle = await open(importFile(ctx, id), 'r+');
    try {
      const { size } = await handle.stat();
      if (at > size) throw new AppError('invalid', `A piece is missing: the file has ${size} bytes so far.`);
      await handle.write(data, 0, data.length, at);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const known = fromDisk(error);
    if (known !== error) await dropImport(ctx, { id });
    throw known;
  }
  return {};
}
