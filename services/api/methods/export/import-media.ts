import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import { checkSize, keepMedia } from '../../media/keep.ts';
import { hashOf, mediaFile } from '../../media/paths.ts';
import { sniffMedia } from '../../media/sniff.ts';

interface Given {
  path: string;
  bytes: number;
  piece?: { at: number; data: Uint8Array } | undefined;
}

export async function importMedia(
  ctx: Pick<ApiContext, 'media' | 'config'>,
  { path, bytes, piece }: Given,
): Promise<{ here: boolean }> {
  checkSize(path, bytes, ctx.config.mediaLimit);
  const file = mediaFile(ctx.media, path);
  const found = await stat(file).catch(() => undefined);
  if (found?.size === bytes) return { here: true };
  if (piece === undefined) return { here: false };
  // Named as files are that are not whole yet, so that one that never becomes whole is swept away.
  const part = `${file}.${hashOf(path).slice(0, 12)}.part`;
  await mkdir(dirname(part), { recursive: true });
  await writePiece(part, piece);
  const end = piece.at + piece.data.length;
  if (end > bytes) throw new AppError('invalid', `${path} has more than ${bytes} bytes.`);
  if (end < bytes) return { here: false };
  try {
    const data = await readFile(part);
    checkContent(path, data);
    await keepMedia(ctx.media, { path, extension: sniffMedia(data)!, data });
  } finally {
    await rm(part, { force: true });
  }
  return { here: true };
}

async function writePiece(part: string, { at, data }: NonNullable<Given['piece']>): Promise<void> {
  const handle = await open(part, at === 0 ? 'w' : 'r+');
  try {
    await handle.write(data, 0, data.length, at);
  } finally {
    await handle.close();
  }
}

function checkContent(path: string, data: Uint8Array): void {
  const hash = createHash('sha256').update(data).digest('hex');
  if (!hash.startsWith(hashOf(path)) || !path.startsWith(`/media/${hash.slice(0, 2)}/`))
    throw new AppError('invalid', `${path} is not what was exported: its content has another hash.`);
  if (!path.endsWith(`.${sniffMedia(data)}`))
    throw new AppError('invalid', `${path} is not a file of the kind that its name says.`);
}
