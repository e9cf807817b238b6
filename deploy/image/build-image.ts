import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Duplex, PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { ReleaseManifest, ReleaseStore } from '../release/store.ts';
import { tar } from '../release/tar.ts';
import { ENTRY, inside, USER } from '../render/container.ts';
import { stageSystem } from './system-files.ts';

/** https://github.com/opencontainers/image-spec, version 1.1. */
const TYPE = 'application/vnd.oci.image';
/** Of a release's machine as `uname -m` says it. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

export function imageName({ id }: Pick<ReleaseManifest, 'id'>): string {
  return `localhost/croft:${id}`;
}

interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Makes an image of a release, as an archive that every engine loads and without a base from anywhere. Its layers are the archives
 * of the release as they are, dependencies and Node first, on the few libraries of this machine that Node needs. The same release
 * on the same system makes the same bytes.
 */
export async function buildImage(store: ReleaseStore, release: ReleaseManifest, out: string): Promise<void> {
  const stage = await mkdtemp(join(store.folder, 'image-'));
  try {
    const system = join(stage, 'system.tar.gz');
    await packSystem(join(stage, 'system'), system);
    const own = join(stage, 'own.tar.gz');
    await packOwn(join(stage, 'own'), own);
    const root = join(stage, 'image');
    const blobs = join(root, 'blobs/sha256');
    await mkdir(blobs, { recursive: true });
    const layers: Blob[] = [];
    const diffs: string[] = [];
    for (const archive of [system, own, store.layer(release), store.archive(release)]) {
      const digest = await sha256(archive);
      await link(archive, join(blobs, digest));
      layers.push({
        mediaType: `${TYPE}.layer.v1.tar+gzip`,
        digest: `sha256:${digest}`,
        size: (await stat(archive)).size,
      });
      diffs.push(`sha256:${await sha256(archive, true)}`);
    }
    const config = await putJson(blobs, `${TYPE}.config.v1+json`, imageConfig(release, diffs));
    const manifest = await putJson(blobs, `${TYPE}.manifest.v1+json`, {
      schemaVersion: 2,
      mediaType: `${TYPE}.manifest.v1+json`,
      config,
      layers,
    });
    const name = imageName(release);
    const annotations = { 'org.opencontainers.image.ref.name': name, 'io.containerd.image.name': name };
    await writeFile(join(root, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    const index = { schemaVersion: 2, manifests: [{ ...manifest, annotations }] };
    await writeFile(join(root, 'index.json'), JSON.stringify(index));
    await pack(root, ['oci-layout', 'index.json', 'blobs'], `${out}.new`);
    await rename(`${out}.new`, out);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function packSystem(folder: string, out: string): Promise<void> {
  await mkdir(folder);
  await stageSystem(process.execPath, folder);
  await pack(folder, ['.'], out, [], createGzip({ level: 6 }));
}

/** The folders that a service writes to, its own: a new volume takes over whose they are. */
async function packOwn(folder: string, out: string): Promise<void> {
  const writable = [inside.data, inside.run, inside.backups, '/tmp'].map(path => path.slice(1));
  for (const path of writable) await mkdir(join(folder, path), { recursive: true });
  const mine = [`--owner=croft:${USER}`, `--group=croft:${USER}`, '--mode=0700'];
  await pack(folder, writable, out, mine, createGzip());
}

async function pack(
  folder: string,
  what: readonly string[],
  out: string,
  more: readonly string[] = [],
  through: Duplex = new PassThrough(),
): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  await using made = tar(folder, what, more);
  await pipeline(made.output, through, createWriteStream(out));
  await made.finished;
}

function imageConfig(release: ReleaseManifest, diffs: readonly string[]) {
  return {
    created: release.created,
    architecture: ARCHITECTURES[release.machine],
    os: 'linux',
    config: {
      User: `${USER}:${USER}`,
      Entrypoint: ENTRY,
      Cmd: ['start'],
      WorkingDir: '/',
      Env: ['NODE_ENV=production', `CROFT_DATA=${inside.data}`],
      StopSignal: 'SIGTERM',
      Labels: {
        'org.opencontainers.image.title': 'Croft',
        'org.opencontainers.image.version': release.version,
      },
    },
    rootfs: { type: 'layers', diff_ids: diffs },
  };
}

async function putJson(blobs: string, mediaType: string, value: unknown): Promise<Blob> {
  const text = JSON.stringify(value);
  const digest = createHash('sha256').update(text).digest('hex');
  await writeFile(join(blobs, digest), text);
  return { mediaType, digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
}

/** Of a file, or of what is packed in it. */
async function sha256(path: string, unpacked = false): Promise<string> {
  const digest = createHash('sha256');
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      done();
    },
  });
  if (unpacked) await pipeline(createReadStream(path), createGunzip(), sink);
  else await pipeline(createReadStream(path), sink);
  return digest.digest('hex');
}
