import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onServerCore } from '../cores.ts';
import { freePort } from '../free-port.ts';

const START_SECONDS = 180;
const ICON = new URL('../../services/web/assets/icon.png', import.meta.url);
const OWNER = { email: 'ann@example.org', password: 'a-stone-wall-without-mortar' };

export interface Installed {
  /** Where Ghost is unpacked, with its dependencies. */
  readonly directory: string;
  /** The Node.js that its native modules were built for. */
  readonly node: string;
}

/** A Ghost in its own process and directory, on SQLite, with its default theme and one published post. */
export interface GhostServer extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Path of the post's page. */
  readonly path: string;
}

/** Starts it as its owner would in production, and publishes a post with this HTML as it is. */
export async function startGhost({ directory, node }: Installed, html: string): Promise<GhostServer> {
  const home = await mkdtemp(join(tmpdir(), 'ghost-bench-'));
  const content = join(home, 'content');
  for (const folder of ['data', 'images', 'logs', 'settings', 'public', 'adapters'])
    await mkdir(join(content, folder), { recursive: true });
  await symlink(resolve(directory, 'content/themes'), join(content, 'themes'));
  await copyFile(ICON, join(content, 'images/icon.png'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(...onServerCore(node, ['index.js']), {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      NODE_ENV: 'production',
      url: origin,
      server__host: '127.0.0.1',
      server__port: String(port),
      database__client: 'better-sqlite3',
      database__connection__filename: join(home, 'ghost.db'),
      paths__contentPath: content,
      logging__level: 'error',
      privacy: 'true',
      security__staffDeviceVerification: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', data => {
      said = (said + data).slice(-4_000);
    });
  const stop = async () => {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL'); // its own end may take a minute, and nothing is kept
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  try {
    for (let tries = 0; !(await answers(origin)); tries++) {
      if (child.exitCode !== null || tries > START_SECONDS * 4) throw new Error('It does not answer.');
      await sleep(250);
    }
    return { port, pid: child.pid!, path: await publish(origin, html), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw new Error(`Ghost in ${directory} did not start:\n${said}`, { cause: error });
  }
}

async function answers(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(origin);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Takes the site over, signs in and publishes, as the admin screens do. Gives the post's path. */
async function publish(origin: string, html: string): Promise<string> {
  const ask = async (path: string, body: unknown, cookie = '', method = 'POST') => {
    const answer = await fetch(`${origin}/ghost/api/admin/${path}`, {
      method,
      headers: { origin, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  await ask('authentication/setup/', { setup: [{ name: 'Ann', blogTitle: 'Bench', ...OWNER }] });
  const session = await ask('session/', { username: OWNER.email, password: OWNER.password });
  const [cookie] = session.headers.getSetCookie()[0]!.split(';');
  // Without an icon it looks for one at each view, and its cover is elsewhere in the network.
  const icon = `${origin}/content/images/icon.png`;
  const settings = [
    { key: 'icon', value: icon },
    { key: 'cover_image', value: null },
  ];
  await ask('settings/', { settings }, cookie, 'PUT');
  const card = `<!--kg-card-begin: html-->${html}<!--kg-card-end: html-->`;
  const post = { title: 'A page', html: card, status: 'published' };
  const answer = await ask('posts/?source=html', { posts: [post] }, cookie);
  const { posts } = (await answer.json()) as { posts: { url: string }[] };
  return new URL(posts[0]!.url).pathname;
}
