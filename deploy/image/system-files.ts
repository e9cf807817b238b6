import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { inside, USER } from '../render/container.ts';

/** glibc loads these by name when it looks up hosts and users; newer ones have them inside. */
const NAME_SERVICE = ['libnss_files.so.2', 'libnss_dns.so.2', 'libresolv.so.2'];
/** Beside the libraries of Node, what the PostgreSQL of a release needs. */
const POSTGRES = ['librt.so.1'];
const SHELL = '/bin/sh';

/**
 * Puts into a folder what a release needs of a system and nothing else, at the same paths: the shared libraries of this machine that
 * Node's binary names, and what PostgreSQL's initdb wants, by which a backup is proved: a shell and a user with a name. Node brings
 * its own certificates and time zones.
 */
export async function stageSystem(node: string, folder: string): Promise<void> {
  const needed = [...librariesOf(node), ...librariesOf(SHELL)];
  const beside = dirname(needed.find(path => path.includes('libc.so'))!);
  const more = [...NAME_SERVICE, ...POSTGRES].map(name => join(beside, name)).filter(existsSync);
  for (const path of new Set([...needed, ...more, SHELL])) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(realpathSync(path), join(folder, path));
  }
  await mkdir(join(folder, 'etc'), { recursive: true });
  await writeFile(join(folder, 'etc/passwd'), `croft:x:${USER}:${USER}::${inside.data}:/bin/false\n`);
  await writeFile(join(folder, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
  for (const empty of ['run', 'var/lib', 'var/backups', 'proc', 'sys', 'dev'])
    await mkdir(join(folder, empty), { recursive: true });
}

function librariesOf(program: string): string[] {
  let said: string;
  try {
    said = execFileSync('ldd', [program], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new AppError('unavailable', `ldd does not say which libraries ${program} needs.`, { cause: error });
  }
  const missing = /^\s*(\S+) => not found/m.exec(said);
  if (missing)
    throw new AppError('unavailable', `${missing[1]}, which Node needs, is not on this machine. Install it.`);
  return [...said.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path]) => path!);
}
