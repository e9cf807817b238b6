import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startEmbedded } from '../../../core/db/embedded/start.ts';
import { createLog } from '../../../core/log.ts';

const execute = promisify(execFile);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const CROFT = here('../../../cli/croft.js');
const BRIDGE = '/usr/lib/cni/bridge';
/** Where programs are, also where those of the system are not looked for. */
const PATH = `${process.env['PATH']}${delimiter}/usr/sbin${delimiter}/sbin`;
const SPACES = ['--mount', '--net', '--pid', '--fork', '--kill-child'];
/** What `hold` does of which a container may not be allowed all. */
const TRY = 'mount -t proc proc /proc; mount -t tmpfs tmpfs /run; ip link set lo up';
/** Takes away the control groups that podman leaves: none has a process any more. */
const FORGET = `find /sys/fs/cgroup -path '*/libpod_parent*' -depth -type d -exec rmdir {} + || true`;
/** Of the network of all pods; its first address is the machine's. */
const NETWORK = '10.89.0';

/** Why no pods can be played here; undefined when they can. */
export function noPods(): string | undefined {
  if (process.getuid?.() !== 0) return 'pods are played by root alone';
  const needed = ['podman', 'crun', 'catatonit', 'nsenter', 'unshare', 'ip', 'curl', 'openssl'];
  const isThere = (program: string) =>
    PATH.split(delimiter).some(folder => existsSync(join(folder, program)));
  const missing = needed.find(program => !isThere(program)) ?? (existsSync(BRIDGE) ? undefined : BRIDGE);
  if (missing !== undefined) return `${missing} is not installed`;
  const version = execFileSync('podman', ['--version'], { encoding: 'utf8', env: { PATH } }).trim();
  if (!version.includes(' 4.3.')) return `${version} is not the 4.3 of Debian 12`;
  try {
    execFileSync('unshare', [...SPACES, 'sh', '-ec', TRY], { stdio: 'pipe', env: { PATH } });
  } catch (error) {
    return `namespaces cannot be made here: ${String((error as { stderr: Buffer }).stderr).trim()}`;
  }
  return undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A machine of its own for pods, as far as namespaces go. */
export interface Pods {
  /** Where croft.config.ts is. */
  readonly folder: string;
  /** The address that a pod is given, by the order in which it is played, from 0. */
  address(index: number): string;
  /** Has the names of Services lead to pods, as the DNS of a cluster does. */
  name(services: readonly string[]): Promise<void>;
  /** Runs croft as the operator does, with --json. */
  croft(...args: string[]): Promise<Record<string, unknown>>;
  /** Runs a program beside the pods; gives what it printed. Throws when it fails. */
  run(program: string, ...args: string[]): Promise<string>;
  /** Asks a pod; status 0 when nobody answers. */
  ask(url: string, ...options: string[]): Promise<Answer>;
}

const configuration = (folder: string) => `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
base_hosts_file = "${folder}/hosts"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "cni"
network_config_dir = "${folder}/networks"
cni_plugin_dirs = ["/usr/lib/cni"]
`;

const network = {
  cniVersion: '0.4.0',
  name: 'croft',
  plugins: [
    {
      type: 'bridge',
      bridge: 'croft0',
      isGateway: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: `${NETWORK}.0/24` }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
  ],
};

/** Namespaces with a podman that has no image yet, a network and a database; all gone after the test. */
export async function startPods(t: TestContext): Promise<Pods> {
  const ends: (() => Promise<unknown>)[] = [];
  t.after(async () => {
    for (const end of ends.toReversed()) await end();
  });
  const folder = await mkdtemp(join(tmpdir(), 'croft-pods-'));
  ends.push(() => rm(folder, { recursive: true, maxRetries: 5, retryDelay: 200 }));
  await chmod(folder, 0o755);
  for (const each of ['lib', 'networks', 'bin']) await mkdir(join(folder, each));
  await writeFile(join(folder, 'containers.conf'), configuration(folder));
  await writeFile(join(folder, 'networks/croft.conflist'), JSON.stringify(network));
  await writeFile(
    join(folder, 'bin/kubectl'),
    `#!/bin/sh\nexec '${process.execPath}' '${here('kubectl.ts')}' "$@"\n`,
    { mode: 0o755 },
  );
  const server = await startEmbedded({
    dataDir: join(folder, 'postgres'),
    log: createLog({ level: 'silent' }),
    durable: false,
  });
  ends.push(() => server.stop());
  const { username, pathname } = new URL(server.url);
  const database = `postgres://${username}@${NETWORK}.1:5432${pathname}`;
  const { NODE_TEST_CONTEXT, ...environment } = process.env;
  const env = {
    ...environment,
    PATH: `${join(folder, 'bin')}${delimiter}${PATH}`,
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    KUBE_DATABASE: database,
  };
  ends.push(() => execute('sh', ['-c', FORGET]));
  /** Gives the first line that it prints; it is ended by the number that this says, or its own. */
  const start = async (program: string, args: readonly string[]): Promise<string> => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const early = ended.then(() => Promise.reject(new Error(`${program} ended by itself.`)));
    const line = String((await Promise.race([once(child.stdout, 'data'), early]))[0]).trim();
    ends.push(async () => {
      process.kill(Number(line) || child.pid!);
      await ended;
    });
    early.catch(() => {});
    return line;
  };
  const held = await start('unshare', [...SPACES, here('hold'), folder]);
  const enter = (...kinds: string[]) => ['-t', held, ...kinds];
  await start('nsenter', [
    ...enter('--net'),
    process.execPath,
    here('../../lab/support/database.ts'),
    '0.0.0.0',
    server.url,
  ]);

  const pods: Pods = {
    folder,
    address: index => `${NETWORK}.${10 + index}`,
    async name(services) {
      const lines = services.map((service, at) => `${pods.address(at)} ${service}\n`);
      await writeFile(join(folder, 'hosts'), `127.0.0.1 localhost\n${lines.join('')}`);
    },
    async croft(...args) {
      const { stdout } = await execute(process.execPath, [CROFT, ...args, '--json'], { cwd: folder, env });
      return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
    },
    async run(program, ...args) {
      const words = [...enter('--mount', '--net', '--pid'), 'env', '-C', folder, program, ...args];
      const { stdout } = await execute('nsenter', words, { env, maxBuffer: 1 << 24 });
      return stdout.trim();
    },
    async ask(url, ...options) {
      const words = ['-s', '-m', '10', '-w', '\n%{http_code}', ...options, url];
      const said = await pods.run('curl', ...words).catch(error => String(error.stdout));
      const at = said.lastIndexOf('\n');
      return { status: Number(said.slice(at + 1)), body: said.slice(0, at) };
    },
  };
  ends.push(() => pods.run('podman', 'pod', 'rm', '--all', '--force', '--time', '0'));
  return pods;
}
