import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../core/errors.ts';
import { packagesFor, platformPackage } from './packages.ts';
import { PROMISES_FILE, type Promises, type ReleaseManifest, type ReleaseStore } from './store.ts';
import { tar } from './tar.ts';

export interface BuildOptions {
  /** The checkout. */
  readonly root: string;
  readonly version: string;
  readonly store: ReleaseStore;
  readonly promises: Promises;
  /** Makes what browsers are served, in a folder of the release. */
  bundle(folder: string): Promise<void>;
  /** Makes the program that is run, in a folder of the release. */
  buildProgram(folder: string): Promise<void>;
}

const CODE = ['cli', 'core', 'deploy', 'services'];
/** Maps and types of packages are of no use where nobody develops. */
const LEFT_OUT = ['--exclude=*.map', '--exclude=*.d.ts', '--exclude=*.d.mts', '--exclude=*.d.cts'];
const NO_CODE = /\.test\.ts$/;

/**
 * Makes a release of a checkout: code, what browsers are served, production dependencies and Node, with a checksum of each file.
 * Its name comes from its content, so that the same checkout makes the same release, and an unchanged one is not made again.
 */
export async function buildRelease(
  options: BuildOptions,
): Promise<{ release: ReleaseManifest; made: boolean }> {
  const { version, store } = options;
  const layer = layerOf(options.root);
  const layerArchive = await buildLayer(options.root, store, layer);
  return staged(options, layer, async (stage, id) => {
    const known = knownRelease(store, id);
    if (known) return { release: known, made: false };
    const archive = await pack(store.archive({ id }), stage, ['.']);
    const release: ReleaseManifest = {
      id,
      version,
      created: new Date().toISOString(),
      layer: layer.name,
      machine: platformPackage().machine,
      archive,
      layerArchive,
      ...options.promises,
    };
    const aside = `${store.manifest(release)}.new`;
    await writeFile(aside, JSON.stringify(release));
    await rename(aside, store.manifest(release));
    return { release, made: true };
  });
}

/** The name of the release that would be made, and whether there is none of it yet. Keeps nothing. */
export async function rehearseRelease(options: BuildOptions): Promise<{ id: string; fresh: boolean }> {
  return staged(options, layerOf(options.root), async (_stage, id) => ({
    id,
    fresh: knownRelease(options.store, id) === undefined,
  }));
}

function knownRelease(store: ReleaseStore, id: string): ReleaseManifest | undefined {
  const known = store.find(id);
  return known && existsSync(store.archive(known)) ? known : undefined;
}

/** Puts a release together in a folder that is gone when it was used, under the name of its content. */
async function staged<T>(
  options: BuildOptions,
  layer: Layer,
  use: (stage: string, id: string) => Promise<T>,
): Promise<T> {
  const stage = await mkdtemp(join(tmpdir(), 'croft-release-'));
  try {
    await stageCode(options.root, stage);
    await options.bundle(join(stage, 'built'));
    await options.buildProgram(join(stage, 'dist'));
    await writeFile(join(stage, PROMISES_FILE), JSON.stringify(options.promises));
    const sums = await checksums(stage);
    await writeFile(join(stage, 'SHA256SUMS'), sums);
    const content = createHash('sha256').update(sums).update(layer.name).digest('hex').slice(0, 10);
    return await use(stage, `${options.version}-${content}`);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function stageCode(root: string, stage: string): Promise<void> {
  for (const folder of CODE)
    await cp(join(root, folder), join(stage, folder), {
      recursive: true,
      filter: path => !NO_CODE.test(path),
    });
  for (const file of ['package.json', 'LICENSE']) await cp(join(root, file), join(stage, file));
}

/** As `sha256sum -c` reads it. */
async function checksums(folder: string): Promise<string> {
  const files = globSync('**', { cwd: folder, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const lines: string[] = [];
  for (const file of files) {
    const digest = createHash('sha256').update(await readFile(file));
    lines.push(`${digest.digest('hex')}  ${file.slice(folder.length + 1)}\n`);
  }
  return lines.join('');
}

/** What changes seldom and is large: packages and Node. */
interface Layer {
  readonly name: string;
  readonly packages: readonly string[];
}

/** It is named after what it is made from. */
function layerOf(root: string): Layer {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const packages = packagesFor(root, lock);
  const name = createHash('sha256')
    .update(lock)
    .update(packages.join())
    .update(process.version)
    .update(platformPackage().machine)
    .digest('hex')
    .slice(0, 12);
  return { name, packages };
}

/** Makes it where it is not there yet; gives its SHA-256. */
async function buildLayer(root: string, store: ReleaseStore, { name, packages }: Layer): Promise<string> {
  const path = store.layer({ layer: name });
  if (!existsSync(path)) {
    const binary = `node_modules/${platformPackage().node}/bin/node`;
    if (!existsSync(join(root, binary)))
      throw new AppError(
        'unavailable',
        `${binary} is missing: run npm install without omitting optional dependencies.`,
      );
    await pack(path, root, [binary, ...packages], [...LEFT_OUT, `--transform=s,^${binary}$,node,`]);
  }
  return checksum(path);
}

/** Makes an archive whose bytes depend on its content alone; gives its SHA-256. */
async function pack(
  path: string,
  folder: string,
  what: readonly string[],
  more: readonly string[] = [],
): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.new`;
  await using made = tar(folder, what, more);
  await pipeline(made.output, createGzip({ level: 1 }), createWriteStream(aside));
  await made.finished;
  await rename(aside, path);
  return checksum(path);
}

async function checksum(path: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
}
