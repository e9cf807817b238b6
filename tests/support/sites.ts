import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { holdPath, holdPort } from '../../cli/supervisor/sockets.ts';
import { TestMemcached } from '../../core/cache/testing/memcached.ts';
import { type RunningCroft, startCroft } from './croft.ts';
import { testDatabase } from './database.ts';
import { freePort, temporaryDirectory } from './network.ts';

/** One site on two machines: an api and two web processes on the first, api and web in one process on the second. */
export interface Sites {
  /** Two nodes that all processes share. */
  readonly caches: readonly [TestMemcached, TestMemcached];
  /** Where each web process answers, in the order above. */
  readonly origins: readonly string[];
  /** The web process that only its pages are asked of. */
  readonly quiet: RunningCroft;
  /** Asks `/api/v1` through the first web process as the owner. Throws when it is not a success. */
  ask(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<void>;
}

export async function startSites(t: TestContext): Promise<Sites> {
  const caches = [await TestMemcached.start(), await TestMemcached.start()] as const;
  for (const cache of caches) t.after(() => cache[Symbol.asyncDispose]());
  const ports = [await freePort(), await freePort(), await freePort()];
  const origins = ports.map(port => `http://localhost:${port}`);
  const directory = await temporaryDirectory(t);
  const env = {
    PORT: String(ports[0]),
    CROFT_URL: origins[0]!,
    DATABASE_URL: await testDatabase(t),
    MEMCACHED_SERVERS: caches.map(({ server }) => server).join(','),
  };
  const api = await startCroft(t, { args: ['api'], directory, env });
  await api.line(/"?Ready\./);
  const setup = /\/setup\/[\w-]+/.exec(await api.line(/\/setup\//))![0];
  // A second process of a service gets its sockets from whoever starts it; `croft start` twice would be a mistake.
  const run = await temporaryDirectory(t);
  const sockets = [
    await holdPath('rpc', join(run, 'rpc')),
    await holdPath('internal', join(run, 'int')),
    holdPort('public', '::', ports[1]!),
  ];
  for (const socket of sockets) t.after(() => socket[Symbol.dispose]());
  await startCroft(t, { args: ['web'], directory, env });
  await answers(origins[0]!, t.signal);
  // Before the second machine starts, which would offer a setup link of its own.
  const token = await claim(origins[0]! + setup);
  const quiet = await startCroft(t, { args: ['web'], directory, env, sockets });
  await startCroft(t, { args: ['api', 'web'], env: { ...env, PORT: String(ports[2]) } });
  await Promise.all(origins.map(origin => answers(origin, t.signal)));
  return {
    caches,
    origins,
    quiet,
    async ask(method, path, body) {
      const answer = await fetch(`${origins[0]}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body ? JSON.stringify(body) : null,
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    },
  };
}

/** Waits until a web process gives pages. */
async function answers(origin: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(origin).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Becomes the owner by the setup page; gives the first token. */
async function claim(link: string): Promise<string> {
  const page = await fetch(link, {
    method: 'POST',
    headers: { accept: 'text/html', origin: new URL(link).origin },
    body: new URLSearchParams({ name: 'Owner' }),
  });
  const token = /class="token"><code>([^<]+)/.exec(await page.text())?.[1];
  if (token === undefined) throw new Error(`no token at ${link}: ${page.status}`);
  return token;
}
