import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../../../core/db/embedded/start.ts';
import { createLog } from '../../../core/log.ts';
import { findNgircd } from '../../irc/support/ngircd.ts';
import { temporaryDirectory } from '../../support/network.ts';
import type { Figures } from './figures.ts';
import type { LoadReport } from './load/report.ts';

const run = promisify(execFile);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const CROFT = fileURLToPath(new URL('../../../cli/croft.js', import.meta.url));
export const OPERATOR = '10.77.0.254';
/** A name that Caddy certifies by itself, so that browsers' HTTP/2 can be spoken. */
export const HOST = 'croft.local';

/** Of what is beside Croft: an IRC server, at the operator's address. */
const NGIRCD = `[Global]
Name = irc.croft.test
Info = The lab
Listen = ${OPERATOR}
Ports = 6667
MotdPhrase = Hello
[Limits]
MaxConnectionsIP = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
`;

/** What `up` does of which a container may not be allowed all; its mounts end with it. */
const TRY = `name=crl-try$$
ip netns add $name
ip netns del $name
mount -t tmpfs tmpfs /mnt
mkdir /mnt/up /mnt/work /mnt/root
mount -t overlay try -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root
for c in systemd unified; do
  [ ! -d /sys/fs/cgroup/$c ] || { mkdir /sys/fs/cgroup/$c/$name; rmdir /sys/fs/cgroup/$c/$name; }
done`;

/** Why there can be no hosts here; undefined when there can. */
export function noLab(): string | undefined {
  if (process.getuid?.() !== 0) return 'hosts are made by root alone';
  if (!['/usr/bin/systemd-nspawn', '/usr/bin/ssh'].every(existsSync))
    return 'systemd-container and openssh-client are not installed';
  if (findNgircd() === undefined) return 'ngircd is not installed';
  try {
    execFileSync('unshare', ['--mount', 'bash', '-ec', TRY], { stdio: 'pipe' });
  } catch (error) {
    return `hosts cannot be made here: ${String((error as { stderr: Buffer }).stderr).trim()}`;
  }
  return undefined;
}

export interface Lab {
  /** Where croft.config.ts is. */
  readonly directory: string;
  /** Address of the database, as hosts reach it. */
  readonly database: string;
  configure(config: object): Promise<void>;
  /** Runs croft as the operator, and gives what it printed with --json. Throws what it said when it failed. */
  croft(...args: string[]): Promise<Record<string, unknown>>;
  /** The same as a person has it: all that it printed, and its exit code. */
  told(...args: string[]): Promise<{ code: number; out: string; err: string }>;
  /** The same as `croft`, killed once it has printed a line that matches, or once a shell line succeeds on a host. Tells whether it was. */
  interrupted(at: RegExp | readonly [host: number, line: string], ...args: string[]): Promise<boolean>;
  /** Follows the logs of all servers until they have what is waited for; each line is JSON. */
  follow(done: (lines: readonly string[]) => boolean): Promise<void>;
  /** Runs a shell line on host number 1, 2 or 3. */
  on(host: number, line: string): Promise<string>;
  /** What the site answers at the edge, host 1. */
  get(path: string): Promise<{ status: number; body: string }>;
  /** Has many ask, write and talk at once until they are told to end. */
  load(): Promise<Asking>;
  /** Takes the line of a host out, or puts it in again. */
  plug(host: number, line: 'in' | 'out'): Promise<void>;
  /** Stops the database's server in the middle of everything, and starts it again. */
  restartDatabase(): Promise<void>;
  /** Has an empty database take the place of the one of the site. */
  emptyDatabase(): Promise<void>;
}

export interface Asking {
  /** What came of it since the last report. */
  report(): Promise<LoadReport>;
  /** The last report, with what of all that was acknowledged is lost. */
  end(): Promise<LoadReport>;
}

/** Three bare hosts with systemd and sshd, an operator who may log in, and a database; all gone after the test. */
export async function startLab(t: TestContext, figures: Figures): Promise<Lab> {
  const folder = join('/tmp', `crl${process.pid}`);
  t.after(() => run(here('down'), [folder]));
  const { stdout } = await run(here('up'), [folder, '3']);
  const namespace = stdout.trim();
  const directory = await temporaryDirectory(t);
  const agent = join(directory, 'agent');
  const { stdout: agentSays } = await run('ssh-agent', ['-a', agent]);
  const agentPid = Number(/SSH_AGENT_PID=(\d+)/.exec(agentSays)![1]);
  t.after(() => process.kill(agentPid));
  const startDatabase = () =>
    startEmbedded({ dataDir: join(folder, 'postgres'), log: createLog({ level: 'silent' }), durable: false });
  let server = await startDatabase();
  t.after(() => server.stop());
  const database = new URL(server.url);
  const { NODE_TEST_CONTEXT, ...environment } = process.env;
  const env = {
    ...environment,
    SSH_AUTH_SOCK: agent,
    LAB_DATABASE: `postgres://${database.username}@${OPERATOR}:5432${database.pathname}`,
  };
  await run('ssh-add', ['-q', join(folder, 'key')], { env });
  const inside = (program: string, args: readonly string[]) => ['netns', 'exec', namespace, program, ...args];
  const start = (program: string, ...args: string[]) => {
    const child = spawn('ip', inside(program, args), {
      cwd: directory,
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  const door = start(process.execPath, here('database.ts'), OPERATOR, database.href);
  await once(door.stdout, 'data');
  await writeFile(join(directory, 'ngircd.conf'), NGIRCD);
  start(findNgircd()!, '-n', '-f', join(directory, 'ngircd.conf')).stdout.resume();

  const lab: Lab = {
    directory,
    database: env.LAB_DATABASE,
    configure: config =>
      writeFile(
        join(directory, 'croft.config.ts'),
        `export default ${JSON.stringify(config, undefined, 2)};\n`,
      ),
    async told(...args) {
      const words = inside(process.execPath, [CROFT, ...args]);
      const ended = await run('ip', words, { cwd: directory, env, maxBuffer: 1 << 24 }).catch(error => error);
      return { code: ended.code ?? 0, out: ended.stdout, err: ended.stderr };
    },
    async croft(...args) {
      const begun = performance.now();
      const { out, err } = await lab.told(...args, '--json');
      figures.took(`croft ${args.join(' ')}`, performance.now() - begun);
      const said = JSON.parse(out.trim().split('\n').at(-1) || '{}') as Record<string, unknown>;
      // `croft status` gives 1 when something is not ready, and says what.
      if (said['error'] !== undefined || Object.keys(said).length === 0)
        throw new Error(`croft ${args.join(' ')}: ${out}${err}`);
      return said;
    },
    async interrupted(at, ...args) {
      const child = start(process.execPath, CROFT, ...args);
      const ended = once(child, 'close');
      if (at instanceof RegExp) {
        for await (const line of createInterface({ input: child.stdout }))
          if (at.test(line)) child.kill('SIGKILL');
      } else {
        child.stdout.resume();
        const [host, line] = at;
        const seen = lab.on(host, `until ${line}; do sleep 0.02; done`).then(
          () => child.kill('SIGKILL'),
          () => false,
        );
        await Promise.race([seen, ended]);
      }
      const [, signal] = await ended;
      return signal === 'SIGKILL';
    },
    async follow(done) {
      const child = start(process.execPath, CROFT, 'logs', '-f', '-n', '3', '--json');
      const lines: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        lines.push(line);
        if (done(lines)) child.kill('SIGINT');
      }
      if (!done(lines)) throw new Error(`The logs ended with ${lines.length} lines.`);
    },
    async on(host, line) {
      const options = [
        'BatchMode=yes',
        'StrictHostKeyChecking=no',
        'UserKnownHostsFile=/dev/null',
        'LogLevel=ERROR',
      ];
      const words = [...options.flatMap(option => ['-o', option]), `root@10.77.0.${host}`, line];
      return (await run('ip', inside('ssh', words), { env })).stdout.trim();
    },
    async get(path) {
      const known = ['--resolve', `${HOST}:443:10.77.0.1`];
      const words = ['-sk', '-m', '10', '-w', '\n%{http_code}', ...known, `https://${HOST}${path}`];
      const { stdout } = await run('ip', inside('curl', words));
      const at = stdout.lastIndexOf('\n');
      return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
    },
    async load() {
      const scopes = ['--scope', 'admin', '--scope', 'write'];
      const { token } = await lab.croft('exec', 'api', 'token', 'create', 'load', '--', ...scopes);
      const child = start(process.execPath, here('load/run.ts'), '10.77.0.1', HOST, String(token), OPERATOR);
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const say = async (word?: string) => {
        if (word !== undefined) child.stdin.write(`${word}\n`);
        const { value, done } = await lines.next();
        if (done) throw new Error('The load has ended by itself.');
        return value;
      };
      await say();
      return {
        report: async () => JSON.parse(await say('report')) as LoadReport,
        end: async () => JSON.parse(await say('end')) as LoadReport,
      };
    },
    async plug(host, line) {
      const to = line === 'in' ? 'up' : 'down';
      await run('ip', ['-n', namespace.replace(/op$/, 'sw'), 'link', 'set', `vh${host}`, to]);
    },
    async restartDatabase() {
      await server.stop();
      server = await startDatabase();
    },
    async emptyDatabase() {
      const { pathname, username } = new URL(server.url);
      const admin = new URL(server.adminUrl);
      admin.pathname = '/postgres';
      const client = new pg.Client(admin.href);
      await client.connect();
      const name = client.escapeIdentifier(pathname.slice(1));
      await client.query(`drop database ${name} with (force)`);
      await client.query(`create database ${name} owner ${client.escapeIdentifier(username)}`);
      await client.end();
    },
  };
  return lab;
}
