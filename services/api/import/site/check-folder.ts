import { join } from 'node:path';
import { AppError } from '../../../../core/errors.ts';
import { hashFile } from '../../export/folder.ts';
import { CHECKSUMS, type Manifest, readChecksums, readManifest } from '../../export/manifest.ts';

/** Everything that must hold before a row of an export is taken. Gives its manifest and the paths of its files, in order. */
export async function checkFolder(
  directory: string,
  signal: AbortSignal | undefined,
): Promise<{ manifest: Manifest; files: string[] }> {
  const manifest = await readManifest(directory);
  if (manifest === undefined)
    throw new AppError('invalid', `${directory} holds no export. "croft export site DIR" makes one.`);
  if (!manifest.complete)
    throw new AppError(
      'invalid',
      `The export in ${directory} was stopped before its end. Export again into it.`,
    );
  const { sums, hash } = await readChecksums(directory);
  if (hash !== manifest.checksums)
    throw new AppError('invalid', `${CHECKSUMS} is damaged: it is not the one that was written.`);
  for (const [path, sum] of sums) {
    if (signal?.aborted) throw new AppError('unavailable', 'Stopped before anything went in.');
    const found = await hashFile(join(directory, path));
    if (found === sum) continue;
    throw new AppError(
      'invalid',
      `${path} ${found === undefined ? 'is missing' : 'is not what was written'}. Copy the export again.`,
    );
  }
  return { manifest, files: [...sums.keys()] };
}
