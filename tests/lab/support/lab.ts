import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testDatabase } from '../../support/database.ts';
import { temporaryDirectory } from '../../support/network.ts';
import type { LoadReport } from './load.ts';

const run = promisify(execFile);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const CROFT = fileURLToPath(new URL('../../../cli/croft.js', import.meta.url));
const OPERATOR = '10.77.0.254';

/** Why there can be no hosts here; undefined when there can. */
export function noLab(): string | undefined {
  if (process.getuid?.() !== 0) return 'hosts are made by root alone';
  if (!['/usr/bin/systemd-nspawn', '/usr/bin/ssh'].every(existsSync))
    return 'systemd-container and openssh-client are not installed';
  try {
    execFileSync('ip', ['netns', 'list'], { stdio: 'ignore' });
  } catch {
    return 'network namespaces cannot be made here';
  }
  return undefined;
}

export interface Lab {
  /** Where croft.config.ts is. */
  readonly directory: string;
  configure(config: object): Promise<void>;
  /** Runs croft as the operator, and gives what it printed with --json. Throws what it said when it failed. */
  croft(...args: string[]): Promise<Record<string, unknown>>;
  /** The same, told to end by a signal once it has printed a line that matches. */
  interrupted(at: RegExp, ...args: string[]): Promise<void>;
  /** Runs a shell line on host number 1, 2 or 3. */
  on(host: number, line: string): Promise<string>;
  /** What the site answers at the edge, host 1. */
  get(path: string): Promise<{ status: number; body: string }>;
  /** Asks the site without pause until the returned function is called. */
  load(): Promise<() => Promise<LoadReport>>;
}

/** Three bare hosts with systemd and sshd, an operator who may log in, and a database; all gone after the test. */
export async function startLab(t: TestContext, timed: (command: string, ms: number) => void): Promise<Lab> {
  const folder = join('/tmp', `crl${process.pid}`);
  t.after(() => run(here('down'), [folder]));
  const { stdout } = await run(here('up'), [folder, '3']);
  const namespace = stdout.trim();
  const directory = await temporaryDirectory(t);
  const agent = join(directory, 'agent');
  const { stdout: agentSays } = await run('ssh-agent', ['-a', agent]);
  const agentPid = Number(/SSH_AGENT_PID=(\d+)/.exec(agentSays)![1]);
  t.after(() => process.kill(agentPid));
  const database = new URL(await testDatabase(t));
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
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  const door = start(process.execPath, here('database.ts'), OPERATOR, database.href);
  await once(door.stdout, 'data');
  await mkdir(directory, { recursive: true });

  return {
    directory,
    configure: config =>
      writeFile(
        join(directory, 'croft.config.ts'),
        `export default ${JSON.stringify(config, undefined, 2)};\n`,
      ),
    async croft(...args) {
      const words = inside(process.execPath, [CROFT, ...args, '--json']);
      const begun = performance.now();
      const ended = await run('ip', words, { cwd: directory, env, maxBuffer: 1 << 24 }).catch(error => error);
      timed(`croft ${args.join(' ')}`, performance.now() - begun);
      const said = JSON.parse((ended.stdout as string).trim().split('\n').at(-1) || '{}') as Record<
        string,
        unknown
      >;
      // `croft status` gives 1 when something is not ready, and says what.
      if (said['error'] !== undefined || Object.keys(said).length === 0)
        throw new Error(`croft ${args.join(' ')}: ${ended.stdout}${ended.stderr}`);
      return said;
    },
    async interrupted(at, ...args) {
      const child = start(process.execPath, CROFT, ...args);
      for await (const line of createInterface({ input: child.stdout }))
        if (at.test(line)) child.kill('SIGKILL');
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
      const words = [
        '-s',
        '-m',
        '10',
        '-w',
        '\n%{http_code}',
        '-H',
        'Host: croft.test',
        `http://10.77.0.1${path}`,
      ];
      const { stdout } = await run('ip', inside('curl', words));
      const at = stdout.lastIndexOf('\n');
      return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
    },
    async load() {
      const child = start(process.execPath, here('load.ts'), '10.77.0.1', 'croft.test');
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      await lines.next();
      return async () => {
        child.kill('SIGTERM');
        return JSON.parse((await lines.next()).value!) as LoadReport;
      };
    },
  };
}
