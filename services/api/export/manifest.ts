import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';

/** Grows when an older Croft could no longer read an export without loss. */
export const FORMAT = 1;

export const MANIFEST = 'croft-export.json';
/** Of every other file, as `sha256sum --check` reads it. */
export const CHECKSUMS = 'SHA256SUMS';

const Manifest = z.object({
  format: z.number().int(),
  /** False while the export is being written, or when it was stopped. */
  complete: z.boolean(),
  croft: z.string(),
  origin: z.string(),
  exportedAt: z.string(),
  rows: z.record(z.string(), z.number()),
  /** Media files that are here. */
  files: z.number(),
  /** SHA-256 of `SHA256SUMS`. */
  checksums: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

/** The manifest of a folder; undefined when there is none. Throws `invalid` in words for one that cannot be read here. */
export async function readManifest(directory: string): Promise<Manifest | undefined> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new AppError('invalid', `${MANIFEST} cannot be read: ${error.message}`, { cause: error });
  });
  if (text === undefined) return undefined;
  const json = parse(text);
  const format = z.object({ format: z.number() }).safeParse(json).data?.format ?? 0;
  if (format > FORMAT)
    throw new AppError(
      'invalid',
      `This export has format ${format}, and this Croft reads up to ${FORMAT}. Update Croft first.`,
    );
  const parsed = Manifest.safeParse(json);
  if (!parsed.success)
    throw new AppError('invalid', `${MANIFEST} is damaged: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid', `${MANIFEST} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

export function writeChecksums(sums: ReadonlyMap<string, string>): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');
}

/** Checksums by path; none when there are none yet. Throws `invalid` for a line that is none, or leads out of the folder. */
export async function readChecksums(directory: string): Promise<{ sums: Map<string, string>; hash: string }> {
  const text = await readFile(join(directory, CHECKSUMS), 'utf8').catch(() => '');
  const sums = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (sum === undefined || path === undefined || path.startsWith('/') || path.split('/').includes('..'))
      throw new AppError('invalid', `${CHECKSUMS} is damaged: ${line.slice(0, 200)}`);
    sums.set(path, sum);
  }
  return { sums, hash: sha256(text) };
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
