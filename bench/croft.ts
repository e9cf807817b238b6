import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATABASE, socketDirectory, socketUrl } from '../core/db/embedded/socket-directory.ts';
import { NODE_FLAGS } from '../core/node-flags.ts';
import { onServerCore } from './cores.ts';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../cli/croft.js', import.meta.url));
const POST = new URL('../docs/decisions/0005-http-and-views.md', import.meta.url);

/** A Croft in its own processes and directory, with one published post. */
export interface BenchCroft extends AsyncDisposable {
  readonly port: number;
  /** Of the process that was started: all there is, or the supervisor. */
  readonly pid: number;
  /** Path of the post's page. */
  readonly path: string;
  /** Connection string of its own database, where it was given no other. */
  readonly database: string;
  /** Asks `/api/v1` as the owner; gives the answer's JSON. Throws when it is not a success. */
  ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<unknown>;
}

export interface BenchOptions {
  /** A process per service. */
  readonly split?: boolean;
  /** On a core of its own, database and all, where the machine has two. */
  readonly alone?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Markdown of the post; one of Croft's own documents unless given. */
  readonly markdown?: string;
}

/** Starts it as a person would: the setup link makes an owner, whose token publishes the post. */
export async function startBenchCroft(options: BenchOptions = {}): Promise<BenchCroft> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-bench-'));
  const port = await freePort();
  const args = [...NODE_FLAGS, MAIN, 'start', ...(options.split ? ['--split'] : [])];
  const [command, words] = options.alone ? onServerCore(process.execPath, args) : [process.execPath, args];
  const child = spawn(command, words, {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGTERM');
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const origin = `http://localhost:${port}`;
    const link = await setupLink(child);
    const ask = asker(origin, await claim(origin, link));
    const markdown = options.markdown ?? (await readFile(POST, 'utf8'));
    const post = { title: 'A page', markdown, status: 'published', tags: ['Bench'] };
    const { slug } = (await ask('POST', '/posts', post)) as { slug: string };
    const database = socketUrl(socketDirectory(join(directory, 'data/postgres')), DATABASE, DATABASE);
    return { port, pid: child.pid!, path: `/posts/${slug}`, database, ask, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits where an account may not ask more for a while. */
function asker(origin: string, token: string): BenchCroft['ask'] {
  const ask: BenchCroft['ask'] = async (method, path, body) => {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status === 429) {
      await new Promise(resolve => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
      return ask(method, path, body);
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  return ask;
}

async function setupLink(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      output?.on('data', data => {
        said += data;
        const link = /\/setup\/[\w-]+(?=["\s])/.exec(said)?.[0];
        if (link !== undefined) resolve(link);
      });
    }
    child.once('exit', () => reject(new Error(`croft ended:\n${said}`)));
  });
}

/** The link is printed before the public port answers. */
async function claim(origin: string, link: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      const page = await fetch(origin + link, {
        method: 'POST',
        headers: { accept: 'text/html', origin },
        body: new URLSearchParams({ name: 'Bench' }),
      });
      const token = /class="token"><code>([^<]+)/.exec(await page.text())?.[1];
      if (token !== undefined) return token;
    } catch (error) {
      if (attempt > 100) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
