import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiContext } from '../context.ts';

type Files = Pick<ApiContext, 'imports'>;

/** The folder of an import: its file, and what is unpacked from it while it runs. */
export function importFolder({ imports }: Files, id: string): string {
  return join(imports, id);
}

export function importFile(ctx: Files, id: string): string {
  return join(importFolder(ctx, id), 'file');
}

export function unpackedFolder(ctx: Files, id: string): string {
  return join(importFolder(ctx, id), 'unpacked');
}

export async function removeFiles(ctx: Files, id: string): Promise<void> {
  await rm(importFolder(ctx, id), { recursive: true, force: true });
}

/** Removes every folder but those of the imports that `kept` gives. */
export async function sweepFiles(ctx: Files, kept: () => Promise<readonly string[]>): Promise<void> {
  const there = await readdir(ctx.imports).catch(() => []);
  if (there.length === 0) return;
  // Asked afterwards: a row is there before its folder is.
  const ids = await kept();
  for (const id of there) if (!ids.includes(id)) await removeFiles(ctx, id);
}
