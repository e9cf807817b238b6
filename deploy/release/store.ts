import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';

/** What a release promises and asks for. It is part of the release, so that every server that has one can say it. */
export const Promises = z.object({
  /** What its services promise one another: JSON schemas by `SERVICE.NAME.input` and the like. */
  contracts: z.record(z.string(), z.unknown()),
  /** What each of its services may call of others, such as `api.getPost`; those made before 0.1.0 do not say. */
  calls: z.record(z.string(), z.array(z.string())).optional(),
  /** Names and checksums of the migrations of each service. */
  migrations: z.record(
    z.string(),
    z.array(z.object({ name: z.string(), checksum: z.string(), sql: z.string() })),
  ),
});

export type Promises = z.infer<typeof Promises>;

const Manifest = Promises.extend({
  id: z.string(),
  version: z.string(),
  created: z.iso.datetime(),
  /** Name of the layer with its dependencies and Node. */
  layer: z.string(),
  /** As `uname -m` says it on the servers that can run it. */
  machine: z.string(),
  /** SHA-256 of its archive and of its layer's, in hex. */
  archive: z.string(),
  layerArchive: z.string(),
});

export type ReleaseManifest = z.infer<typeof Manifest>;

/** The file of a release that has its promises. */
export const PROMISES_FILE = 'promises.json';

/** The releases that were made on this machine, each a manifest and an archive; none changes once it is there. */
export class ReleaseStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'layers'), { recursive: true });
  }

  /** Newest first. */
  list(): ReleaseManifest[] {
    const files = readdirSync(this.folder).filter(file => file.endsWith('.json'));
    const found = files.map(file =>
      Manifest.parse(JSON.parse(readFileSync(join(this.folder, file), 'utf8'))),
    );
    return found.sort((a, b) => b.created.localeCompare(a.created));
  }

  find(id: string): ReleaseManifest | undefined {
    return this.list().find(release => release.id === id);
  }

  /** Throws `not_found` when it was not made here. */
  get(id: string): ReleaseManifest {
    const release = this.find(id);
    if (release && existsSync(this.archive(release)) && existsSync(this.layer(release))) return release;
    const known = this.list().map(({ id }) => id);
    throw new AppError(
      'not_found',
      `There is no release ${id} on this machine. ${known.length === 0 ? '`croft release` makes one.' : `There are ${known.slice(0, 5).join(', ')}.`}`,
    );
  }

  archive({ id }: Pick<ReleaseManifest, 'id'>): string {
    return join(this.folder, `${id}.tar.gz`);
  }

  layer({ layer }: Pick<ReleaseManifest, 'layer'>): string {
    return join(this.folder, 'layers', `${layer}.tar.gz`);
  }

  /** Names of the layers that are kept here. */
  layers(): string[] {
    const files = readdirSync(join(this.folder, 'layers'));
    return files.flatMap(file => /^([0-9a-f]+)\.tar\.gz$/.exec(file)?.[1] ?? []);
  }

  /** The manifest goes first: without it there is no release. */
  remove(releases: readonly string[], layers: readonly string[]): void {
    for (const id of releases)
      for (const path of [this.manifest({ id }), this.archive({ id })]) rmSync(path, { force: true });
    for (const layer of layers) rmSync(this.layer({ layer }), { force: true });
  }

  manifest({ id }: Pick<ReleaseManifest, 'id'>): string {
    return join(this.folder, `${id}.json`);
  }
}
