import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';

const MAIN = fileURLToPath(new URL('../../cli/croft.js', import.meta.url));
const POST = new URL('../../docs/decisions/0005-http-and-views.md', import.meta.url);

/** A Croft in its own processes and directory, with one published post. */
export interface BenchCroft extends AsyncDisposable {
  readonly port: number;
  /** Path of the post's page. */
  readonly path: string;
}

/** Starts it as a person would: the setup link makes an owner, whose token publishes the post. */
export async function startBenchCroft(split: boolean): Promise<BenchCroft> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-bench-'));
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN, 'start', ...(split ? ['--split'] : [])], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, PORT: String(port), LOG_LEVEL: 'warn' },
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
    const token = await claim(origin, link);
    return { port, path: `/posts/${await publish(origin, token)}`, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
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

async function publish(origin: string, token: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/posts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A page', markdown: await readFile(POST, 'utf8'), status: 'published' }),
  });
  if (answer.status !== 201)
    throw new Error(`The post was not taken: ${answer.status} ${await answer.text()}`);
  const { slug } = (await answer.json()) as { slug: string };
  return slug;
}
