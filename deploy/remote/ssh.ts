import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/errors.ts';
import type { ServerPlace } from '../inventory/inventory.ts';
import { quote } from './shell.ts';

export interface RunOptions {
  /** What the script reads on its standard input; secrets go this way and no other. */
  readonly input?: string | Buffer | Readable;
  /** Milliseconds until it is given up; 60 s unless given. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

export interface RunResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What ssh itself says when it does not get there. */
export const SSH_FAILED = 255;

/** One server, reached by the system's ssh: its configuration and agent hold. The first call connects, the rest share the line. */
export class Remote {
  readonly server: ServerPlace;
  readonly #base: readonly string[];

  /** `knownHosts` is where the keys of servers are kept: the first that a server shows is believed, and no other after it. */
  constructor(server: ServerPlace, knownHosts: string) {
    this.server = server;
    // A path of a socket may have 107 bytes.
    const folder = join(homedir(), '.croft-ssh');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const options = {
      BatchMode: 'yes',
      ConnectTimeout: '8',
      ServerAliveInterval: '5',
      ServerAliveCountMax: '3',
      StrictHostKeyChecking: 'accept-new',
      UserKnownHostsFile: `"${knownHosts}"`,
      ControlMaster: 'auto',
      ControlPath: join(folder, '%C'),
      ControlPersist: '30',
    };
    this.#base = [
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      ...['-p', String(server.port), '-l', server.user, server.address],
    ];
  }

  get name(): string {
    return this.server.name;
  }

  /** Runs a shell script as root and gives what came of it. Throws `unavailable` when the server is not reached. */
  async try(script: string, options: RunOptions = {}): Promise<RunResult> {
    const child = spawn('ssh', this.command(script), { stdio: ['pipe', 'pipe', 'pipe'] });
    const { timeout = 60_000, signal } = options;
    const give = () => void child.kill('SIGTERM');
    const timer = setTimeout(give, timeout);
    signal?.addEventListener('abort', give, { once: true });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text;
      options.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text;
    });
    const { input = '' } = options;
    if (typeof input === 'string' || Buffer.isBuffer(input)) {
      child.stdin.on('error', () => {}); // it ended without reading all, and says so by its exit code
      child.stdin.end(input);
    } else pipeline(input, child.stdin).catch(() => {});
    const code = await new Promise<number>((resolve, reject) => {
      child.once('close', status => resolve(status ?? SSH_FAILED));
      child.once('error', reject);
    }).catch(error => {
      throw new AppError('unavailable', `ssh cannot be run: ${error.message}. Install the OpenSSH client.`);
    });
    clearTimeout(timer);
    signal?.removeEventListener('abort', give);
    signal?.throwIfAborted();
    if (code === SSH_FAILED) throw this.unreached(err);
    return { code, out, err };
  }

  /** Runs a shell script as root and gives its output. Throws `unavailable` with what it said when it failed. */
  async run(script: string, options: RunOptions = {}): Promise<string> {
    const { code, out, err } = await this.try(script, options);
    if (code === 0) return out;
    const said = err.trim() || out.trim() || `exit code ${code}`;
    throw new AppError('unavailable', `${this.name}: ${said}`);
  }

  /** Starts a script that goes on while its standard input is open; whoever calls ends it. */
  open(script: string): ChildProcessWithoutNullStreams {
    return spawn('ssh', this.command(script), { stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** The arguments of ssh that run a script as root. */
  command(script: string): string[] {
    const sudo = this.server.user === 'root' ? '' : 'sudo -n ';
    return [...this.#base, '--', `${sudo}sh -c ${quote(script)}`];
  }

  /** What to say when ssh itself failed, with exit code 255, and what it said. */
  unreached(err: string): AppError {
    const { name, user, address, port } = this.server;
    const why = err.trim().split('\n').at(-1) || 'the connection was lost';
    return new AppError(
      'unavailable',
      `${name} is not reached: ${why} Try \`ssh -p ${port} ${user}@${address} true\`; it must work without a password.`,
      { reason: 'unreachable' },
    );
  }
}
