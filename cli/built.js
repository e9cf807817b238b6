// Plain JavaScript: it is asked before any types are stripped.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['cli', 'core', 'deploy', 'services'];

/**
 * The program in `dist`, or undefined where there is none or the sources have changed since it was built. They change only in a
 * checkout: a release has what it was made with.
 *
 * @param {string} root Path of the folder that `cli` is in.
 * @returns {string | undefined} A path.
 */
export function builtProgram(root) {
  // Of an image, the root is that of the file system.
  const main = join(root, 'dist/main.js');
  const built = statSync(main, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return undefined;
  if (!existsSync(`${root}/.git`)) return main;
  const isNewer = path => statSync(path).mtimeMs > built;
  const hasNewer = folder =>
    isNewer(folder) ||
    readdirSync(folder, { withFileTypes: true }).some(entry => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? hasNewer(path) : !path.endsWith('.test.ts') && isNewer(path);
    });
  if (isNewer(`${root}/package-lock.json`)) return undefined;
  return SOURCES.some(name => hasNewer(`${root}/${name}`)) ? undefined : main;
}
