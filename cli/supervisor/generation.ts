import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { REPORTED_LINES } from '../../core/service/crash-reports.ts';
import type { HeldSocket } from './sockets.ts';

const MAIN = fileURLToPath(new URL('../croft.js', import.meta.url));
/** A drain takes at most about 9 s; what has not ended then is ended. */
const STOP_MS = 9_500;
const READY_MS = 60_000;

/** One process of one service; a restart makes the next generation beside it. */
export class Generation {
  readonly pid: number | undefined;
  readonly exited: Promise<string>;
  readonly startedAt = performance.now();
  /** What it wrote last, on standard output and standard error. */
  readonly lastLines: string[] = [];
  readonly #child: ChildProcess;
  readonly #ready: Promise<boolean>;

  constructor(
    service: string,
    sockets: readonly HeldSocket[],
    databaseUrl: string,
    onLine: (line: string) => void,
  ) {
    this.#child = spawn(process.execPath, [...process.execArgv, MAIN, 'start', service], {
      stdio: ['ignore', 'pipe', 'pipe', ...sockets.map(socket => socket.fd), 'ipc'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        // What a service leaves to the process after it ends with us.
        CROFT_SUPERVISOR: String(process.pid),
        LISTEN_FDS: String(sockets.length),
        LISTEN_FDNAMES: sockets.map(socket => socket.name).join(':'),
      },
    });
    this.pid = this.#child.pid;
    createInterface({ input: this.#child.stdout! }).on('line', line => {
      this.#remember(line);
      onLine(line);
    });
    createInterface({ input: this.#child.stderr! }).on('line', msg => {
      this.#remember(msg);
      if (msg !== '') onLine(JSON.stringify({ time: new Date().toISOString(), level: 'warn', service, msg }));
    });
    this.exited = new Promise(resolve => {
      this.#child.once('exit', (code, signal) =>
        resolve(signal ? `killed by ${signal.slice(3)}` : `exit code ${code}`),
      );
      this.#child.once('error', error => resolve(error.message));
    });
    this.#ready = new Promise(resolve => {
      this.#child.on('message', message => resolve((message as { ready?: boolean }).ready === true));
      setTimeout(() => resolve(false), READY_MS).unref();
      this.exited.then(() => resolve(false));
    });
  }

  /** True when it takes calls; false when it ended first or took more than a minute. */
  get ready(): Promise<boolean> {
    return this.#ready;
  }

  #remember(line: string): void {
    this.lastLines.push(line);
    if (this.lastLines.length > REPORTED_LINES) this.lastLines.shift();
  }

  /** Lets it finish what is open and end; kills it when that takes too long. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.exited;
    clearTimeout(timer);
  }
}
