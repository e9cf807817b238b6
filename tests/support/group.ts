import { globSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Group {
  /** Folders and files, as paths from the root of the repository. */
  readonly places: readonly string[];
  /** Paths that begin with one of these are left out. */
  readonly but?: readonly string[];
  /** Of so many parts of the same size, this one, from 1. */
  readonly part?: readonly [number: number, of: number];
}

/** All tests, by the name of the file in `tests/groups` that runs them. Files are run in the order of their names. */
export const groups: Readonly<Record<string, Group>> = {
  // Begun in the order of their names, so that those which take longest come first, beside one that mostly waits.
  '0-browser-1': { places: ['tests/browser'], but: ['tests/browser/reader'], part: [1, 2] },
  '0-browser-2': { places: ['tests/browser'], but: ['tests/browser/reader'], part: [2, 2] },
  '0-irc': { places: ['tests/irc', 'tests/relay'] },
  '0-processes': { places: ['tests/processes'] },
  '1-browser-reader': { places: ['tests/browser/reader*.test.ts'] },
  '1-core': { places: ['core'] },
  '1-others': { places: ['services', 'cli', 'deploy'], but: ['services/api/', 'services/reader/'] },
  '1-reader': { places: ['services/reader'] },
  'api-1': { places: ['services/api'], part: [1, 2] },
  'api-2': { places: ['services/api'], part: [2, 2] },
  hostile: { places: ['tests/hostile', 'tests/layers.test.ts'] },
  network: { places: ['tests/network'] },
};

/** The test files of a group. */
export function filesOf({ places, but = [], part: [number, of] = [1, 1] }: Group): string[] {
  return places
    .map(place => (place.endsWith('.test.ts') ? place : `${place}/**/*.test.ts`))
    .flatMap(pattern => globSync(pattern, { cwd: ROOT }).sort())
    .filter(file => !but.some(start => file.startsWith(start)))
    .filter((_file, index) => index % of === number - 1);
}

/**
 * Runs the tests of a group in this process, one after another. A process for each file, which is what `node --test` has by
 * itself, loads and compiles the same modules hundreds of times and takes two thirds more of the processor.
 */
export async function runGroup(name: keyof typeof groups): Promise<void> {
  for (const file of filesOf(groups[name]!)) await import(pathToFileURL(ROOT + file).href);
}
