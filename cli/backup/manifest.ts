import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';

export const MANIFEST = 'manifest.json';
/** Is in a backup that was restored and compared. */
export const VERIFIED = 'verified';

/** A path inside the backup that leads nowhere else. */
const path = z
  .string()
  .refine(
    text =>
      text !== '' && !text.includes('\0') && !text.split('/').some(part => ['', '.', '..'].includes(part)),
  );
const name = z.string().min(1).max(63);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.strictObject({ path, bytes: z.int().nonnegative(), sha256 });

const shape = z.strictObject({
  format: z.literal(1),
  /** The moment of which the database is, as ISO 8601. */
  taken: z.iso.datetime(),
  /** Version of the Croft that made it. */
  croft: z.string(),
  /** Services' schemas by their names, with the SHA-256 of each migration that they had applied. */
  schemas: z.array(
    z.strictObject({ name, migrations: z.array(z.strictObject({ name: z.string(), checksum: sha256 })) }),
  ),
  /** Version of the tables of background jobs; null where there are none. */
  jobs: z.int().nullable(),
  tables: z.array(
    z.strictObject({
      schema: name,
      table: name,
      columns: z.array(name),
      rows: z.int().nonnegative(),
      /** Sum of the hashes of its rows, whatever their order. */
      digest: sha256,
      file: path,
    }),
  ),
  sequences: z.array(
    z.strictObject({ schema: name, sequence: name, value: z.string().regex(/^-?\d+$/), called: z.boolean() }),
  ),
  /** Everything in the folder but the manifest. Those under `state/` are the data directory's. */
  files: z.array(file),
});

/** What a backup is of. Written when all else is on the disk: a folder without it is none. */
export type Manifest = z.infer<typeof shape>;
export type BackupFile = z.infer<typeof file>;
export type TableDump = Manifest['tables'][number];

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = join(folder, `${MANIFEST}.draft`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, join(folder, MANIFEST));
}

/** Throws `AppError` `invalid` for a folder that is no whole backup, or one of a newer Croft. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(cause => {
    throw new AppError(
      'invalid',
      `${folder} has no ${MANIFEST}: it is no backup, or one that was not finished. Use another.`,
      { cause },
    );
  });
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'invalid',
      `${join(folder, MANIFEST)} is damaged, or of a newer Croft. Use another backup.`,
      {
        cause,
      },
    );
  }
}

/** Reads every file and throws `AppError` `invalid` naming the first that is not what was written. */
export async function checkFiles(
  folder: string,
  files: readonly BackupFile[],
  signal: AbortSignal,
): Promise<void> {
  for (const { path, sha256 } of files) {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(join(folder, path)), hash, { signal });
    } catch (cause) {
      signal.throwIfAborted();
      const { code } = cause as NodeJS.ErrnoException;
      throw new AppError('invalid', `${join(folder, path)} cannot be read (${code}). Nothing was restored.`, {
        cause,
      });
    }
    if (hash.digest('hex') !== sha256)
      throw new AppError(
        'invalid',
        `${join(folder, path)} is damaged. Nothing was restored; use another backup.`,
      );
  }
}
