import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { createRpcClient } from '../../../core/rpc/index.ts';
import { runDirectory, socketPaths } from '../../../core/service/run-directory.ts';
import { relayContract } from '../../../services/relay/contract.ts';
import { type RunningCroft, runCroft, startCroft } from '../../support/croft.ts';
import { freePort, temporaryDirectory } from '../../support/network.ts';
import type { StatusRow } from '../../support/split.ts';

/** A Croft with a process for each service, its configuration a file, and its owner come. */
export interface TalkCroft {
  readonly croft: RunningCroft;
  readonly origin: string;
  /** The owner's. */
  readonly token: string;
  /** Asks over REST as the owner. */
  // biome-ignore lint/suspicious/noExplicitAny: as it is answered
  ask(method: string, path: string, body?: object): Promise<any>;
  readonly relay: ReturnType<typeof relayClient>;
  /** Kills a service as the kernel would, and resolves when another process of it is ready. */
  kill(service: string): Promise<void>;
}

function relayClient(t: TestContext, directory: string) {
  const { rpc: path } = socketPaths(runDirectory(join(directory, 'data')), 'relay');
  const client = createRpcClient(relayContract, {
    resolve: () => ({ kind: 'unix', path }),
    log: createLog({ level: 'silent' }),
    metrics: new Metrics(),
  });
  t.after(() => client.close());
  return client;
}

export async function startTalk(t: TestContext, config: object): Promise<TalkCroft> {
  const directory = await temporaryDirectory(t);
  await writeFile(join(directory, 'croft.config.ts'), `export default ${JSON.stringify(config, null, 2)};\n`);
  const port = await freePort();
  const env = { PORT: String(port) };
  const croft = await startCroft(t, { args: ['--split'], directory, env });
  const origin = `http://localhost:${port}`;
  const link = /\/setup\/[\w-]+/.exec(await croft.line(/\/setup\//))![0];
  await croft.line(/"services":"api".*"Ready/);
  const page = await fetch(origin + link, {
    method: 'POST',
    headers: { accept: 'text/html', origin },
    body: new URLSearchParams({ name: 'Owner' }),
    signal: AbortSignal.timeout(60_000),
  });
  const token = /class="token"><code>([^<]+)/.exec(await page.text())![1]!;
  const status = async () => {
    const { out } = await runCroft(['status', '--json'], { directory, env });
    return JSON.parse(out) as StatusRow[];
  };
  return {
    croft,
    origin,
    token,
    relay: relayClient(t, directory),
    async ask(method, path, body) {
      const answer = await fetch(origin + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? {} : JSON.parse(text);
    },
    async kill(service) {
      const ready = new RegExp(`"services":"${service}".*"Ready`);
      const lives = croft.lines.filter(line => ready.test(line)).length;
      process.kill((await status()).find(row => row.service === service)!.pid, 'SIGKILL');
      await croft.line(ready, lives + 1);
    },
  };
}

/** The cookie of a guest who has taken a name. */
export async function guest(origin: string, name: string): Promise<Record<string, string>> {
  const taken = await fetch(`${origin}/api/v1/chat/me`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (!taken.ok) throw new Error(await taken.text());
  return { cookie: taken.headers.getSetCookie()[0]!.split(';')[0]! };
}
