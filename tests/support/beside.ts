import { globSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Which of the files that a pattern finds. */
export interface Chosen {
  /** Paths from the root of the repository that begin with one of these are left out. */
  readonly but?: readonly string[];
  /** Of so many parts of the same size, this one, from 1. */
  readonly part?: readonly [number: number, of: number];
}

/**
 * Runs the tests that stand beside the code of some folders in this process, one after another. A process for each file, which
 * is what `node --test` has by itself, loads and compiles the same modules hundreds of times and takes two thirds more of the
 * processor. Throws when it finds none.
 */
export async function runBeside(
  folders: readonly string[],
  { but = [], part: [number, of] = [1, 1] }: Chosen = {},
): Promise<void> {
  const files = folders
    .flatMap(folder => globSync(`${folder}/**/*.test.ts`, { cwd: ROOT }).sort())
    .filter((file, index) => index % of === number - 1 && !but.some(start => file.startsWith(start)));
  if (files.length === 0) throw new Error(`There are no tests in ${folders.join(', ')}.`);
  for (const file of files) await import(pathToFileURL(ROOT + file).href);
}
